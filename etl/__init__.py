"""Turns articles, tables and filings into published, sourced figures."""
