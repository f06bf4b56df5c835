"""The period of a figure once it is known what it is and how sure: guidance, pledges, what runs now."""

from __future__ import annotations

import re

from etl.extract import fiscal, saying, steps, when, windows
from etl.extract.backlogs import BACKLOGS
from etl.extract.carrying import REPORTED, at_publication
from etl.extract.claims import CONSENSUS
from etl.extract.context import Context
from etl.extract.drafts import Draft
from etl.model import Status
from etl.period import Period

AWAITED = frozenset(
    {
        "units_planned",
        "units_ordered",
        "power_capacity",
        "contract_value",
        "investment_commitment",
        "rental_cost_per_year",
    }
)
TENDERED = frozenset({"contract_value", "units_ordered", "units_purchased"})
BOUNDED = frozenset({"contract_value", "investment_commitment", "rental_cost_per_year", "restatement"})


def settled(context: Context, draft: Draft) -> Period | None:
    """Return the period of a figure once its metric and status are known."""
    told = draft.period
    if told is None and context.memory.tender and draft.metric in TENDERED and draft.status is not Status.PLAN:
        return Period.parse(context.memory.tender)
    guided = context.memory.guided
    if (
        draft.attributed_to == CONSENSUS
        and not draft.period_here
        and guided
        and guided.scene.start == context.scene.start
    ):
        return guided.period
    if told is None:
        return _unstated(context, draft)
    if draft.status is Status.GUIDANCE and not draft.period_here:
        return _guided(context, draft) if draft.family in REPORTED else None
    label = fiscal.to_months(told.label)
    if draft.family == "power" and label.startswith("/"):
        label = label[1:]
    if draft.family == "price":
        label = label.strip("/")
    elif (
        "/" not in label
        and draft.bound
        and draft.product not in BACKLOGS
        and draft.metric in (AWAITED if draft.bound == "from" else BOUNDED)
    ):
        label = f"{label}/" if draft.bound == "from" else f"/{label}"
    return told if label == told.label else Period.parse(label, wording=told.wording)


def _unstated(context: Context, draft: Draft) -> Period | None:
    """Return the period of a figure that has none so far, by what it is and how sure it is."""
    if draft.family == "power" and draft.status is Status.ACTUAL:
        return fiscal.reported(context, draft) or at_publication(context, draft)
    if draft.status is Status.GUIDANCE and draft.family in REPORTED:
        return _guided(context, draft)
    if draft.metric != "investment_commitment":
        return None
    start, day = draft.quantity.span.start, fiscal.known(context)
    years = windows.first(context.reading.plain, max(start - 60, context.scene.start), context.scene.end)
    announced = any(saying.spoken(context.reading.plain, m) and m.period.label for m in context.scene.periods)
    if years and day and announced:
        return Period.parse(f"{day.year}/{day.year + years - 1}")
    return None


_FEW_YEARS = re.compile(r"\b(?:next|coming) (?:few|several|couple of) years\b|未来[几数多]年|今后[几数]年|长期")


def _guided(context: Context, draft: Draft) -> Period | None:
    """Return what guidance without a period is for: that of the guidance before it, the next quarter, or the year."""
    plain, scene, last = context.reading.plain, context.scene, context.memory.guided
    if any(m.kind == "vague" for m in scene.periods) or _FEW_YEARS.search(plain, scene.start, scene.end):
        return None
    if windows.first(plain, scene.start, scene.end):
        return None
    told = fiscal.reported(context, draft)
    if last and last.period and last.family == draft.family and last.scene.block.paragraph == scene.block.paragraph:
        return last.period
    if draft.metric == "revenue":
        return (steps.next_quarter(told) if told else None) or draft.period
    return when.whole_year_of(draft.period or told) or fiscal.published_year(context)
