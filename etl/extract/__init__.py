"""From a document to its figures: quantities, the metric each is, whose, when, and how sure."""

from etl.extract.engine import extract

__all__ = ["extract"]
