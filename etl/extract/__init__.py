"""From a document to its figures: quantities, the metric each is, whose, when, and how sure."""

from etl.model import Document, Extraction

__all__ = ["extract"]


def extract(document: Document) -> Extraction:
    """Return the figures of a document and what was not read, with the reason; no text raises."""
    # Loaded on need: who asks for a metric only need not wait for the engine, which takes a second.
    from etl.extract import engine  # noqa: PLC0415

    return engine.extract(document)
