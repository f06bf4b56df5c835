"""Mentions and rows in, observations out: corrections, origins, precedence, history."""
