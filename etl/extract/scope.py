"""Whether a page speaks of AI chips, compute and what they cost at all."""

from __future__ import annotations

from etl.extract.reading import Reading

OUTSIDE = "the page is not about AI chips, compute or spending on them"
FEW = 2


def out_of_scope(reading: Reading) -> str:
    """
    Return why no figure is to be read on a page, or nothing.

    In scope is a page with at least two different words of the field, or one with a company or chip of the vocabulary.
    """
    words = {
        reading.plain[cue.start : cue.end] for cue in reading.cues if any(sense.kind == "scope" for sense in cue.senses)
    }
    known = {hit.term.id for hit in reading.hits if hit.term.kind != "publisher"}
    if len(words) >= FEW and known:
        return ""
    return "" if words and len(known) >= FEW else OUTSIDE
