"""From a document to its figures: quantities, the metric each is, whose, when, and how sure."""

import gc

from etl.model import Document, Extraction

__all__ = ["extract"]


def extract(document: Document) -> Extraction:
    """Return the figures of a document and what was not read, with the reason; no text raises."""
    # Loaded on need: who asks for a metric only need not wait for the engine, which takes a second.
    from etl.extract import engine  # noqa: PLC0415

    # Nothing that is made of a document refers to itself, so that the collector would look it all through for nothing.
    collects = gc.isenabled()
    gc.disable()
    try:
        return engine.extract(document)
    finally:
        if collects:
            gc.enable()
