"""Whether a page speaks of AI chips, compute and what they cost at all."""

from __future__ import annotations

from etl.extract.cues import cues
from etl.extract.organisations import UNLISTED
from etl.extract.reading import Reading
from etl.vocabulary import vocabulary

OUTSIDE = "the page is not about AI chips, compute or spending on them"
FEW = 2
SPENDING = "capex"
CHIPS = frozenset({"product", "project"})
MAKERS = frozenset({"chipmaker", "neocloud"})


def out_of_scope(reading: Reading) -> str:
    """
    Return why no figure is to be read on a page, or nothing.

    In scope is a page that names, in its title or its text, an AI chip; that has a word of the field (chip, compute,
    capital spending …) beside a company of the vocabulary, or two such words; or that tells what two hyperscalers
    spend. What its figures are is for their own cues to say.
    """
    hits = [*reading.hits, *vocabulary().find(reading.document.title)]
    if any(hit.term.kind == "product" for hit in hits):
        return ""
    words = {
        reading.plain[cue.start : cue.end] for cue in reading.cues if any(sense.kind == "scope" for sense in cue.senses)
    }
    title = reading.document.title.lower()
    words |= {title[c.start : c.end] for c in cues(title) if any(sense.kind == "scope" for sense in c.senses)}
    words |= {hit.term.id for hit in hits if hit.term.kind in CHIPS or hit.term.cls in MAKERS}
    known = any(hit.term.kind not in CHIPS | {"publisher"} and hit.term.cls != UNLISTED for hit in hits)
    giants = {hit.term.id for hit in hits if hit.term.cls == "hyperscaler"}
    if len(giants) >= FEW and any(sense.name == SPENDING for cue in reading.cues for sense in cue.senses):
        return ""
    return "" if len(words) >= FEW or (words and known) else OUTSIDE
