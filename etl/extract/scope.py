"""Whether a page speaks of AI chips, compute and what they cost at all."""

from __future__ import annotations

from etl.extract.reading import Reading

OUTSIDE = "the page is not about AI chips, compute or spending on them"
FEW = 2
CHIPS = frozenset({"product", "project"})
MAKERS = frozenset({"chipmaker", "neocloud"})


def out_of_scope(reading: Reading) -> str:
    """
    Return why no figure is to be read on a page, or nothing.

    In scope is a page with a word of the field (chip, compute, capital spending …) beside a company or chip of the
    vocabulary, or with two such words. What its figures are is for their own cues to say.
    """
    words = {
        reading.plain[cue.start : cue.end] for cue in reading.cues if any(sense.kind == "scope" for sense in cue.senses)
    }
    words |= {hit.term.id for hit in reading.hits if hit.term.kind in CHIPS or hit.term.cls in MAKERS}
    known = any(hit.term.kind not in CHIPS | {"publisher"} for hit in reading.hits)
    return "" if len(words) >= FEW or (words and known) else OUTSIDE
