"""How sure a figure is told: whose number it is, whether it has happened, and whether the text itself doubts it."""

from __future__ import annotations

import re
from collections.abc import Callable

from etl.extract import claims, saying
from etl.extract.backlogs import BACKLOGS
from etl.extract.blocks import Kind
from etl.extract.carrying import RUN_RATE
from etl.extract.drafts import Draft
from etl.extract.names import OWNERS, Role
from etl.extract.starts import starting
from etl.extract.tones import Tone, by_analysts, is_ahead, is_group, is_over
from etl.model import Status
from etl.vocabulary import vocabulary

OWN_WORD = frozenset({"guidance"})
HELD = frozenset({Status.RUMOUR, Status.ESTIMATE})
# Who promises has not yet bought: such words make an intent of a deal.
_INTENT = starting(
    "wcmpiahsetld将拟计打准承有希预料可或意洽商目推上应要",
    r"\b(?:will|would|could|may|might|plans?|planned|intends?|wants?|aims?|hopes?|agreed to|agrees to|is to|"
    r"are to|set to|"
    r"expected to|expects|commit\w*|pledg\w*|"
    r"promis\w*|looking to|proposed|letter of intent|memorandum|potential|discuss\w*|in talks|added)\b"
    r"|将|拟|计划|打算|准备|承诺|有意|希望|预计(?!合同|总|金额)|预期|料将|可能|有望|或将|意向|洽谈|商谈|目标|推进|上看|应付|"
    r"(?<![需主])要(?![求点素约闻])",
)
_TO_DO = re.compile(r"\bto (?:supply|deploy|build|provide|deliver|develop|install)\b")
_SIGNED = re.compile(r"\b(?:signed|signs|inked|inks|sealed|struck)\b|签署|签订|签下|签了|签约|中标")
_DONE = re.compile(
    r"\b(?:signed|signs|inked|inks|awarded|won|wins|placed|ordered|bought|purchased|acquired|rented|leased|leases|"
    r"secured|"
    r"landed|lands|clinched|struck|sealed|finali[sz]ed|closed|paid|spent|invested|completed|existing|backlog|worth|"
    r"totall?ed|"
    r"has signed|order for|stands?)\b"
    r"|签署|签订|签下|签约|新签|订立|达成|敲定|中标|入围|拿下|拿走|拿到|订购了|下单|采购了?|购入|买入|买下|斥资|"
    r"耗资|租下|租用|租出|"
    r"已[\u4e00-\u9fff]{0,6}|公告|履行|积压|在手|投了|投资了|入股"
)
_POWERED = re.compile(
    r"\b(?:active|contracted|operational|operating|operates|energi[sz]ed|online|live|in service|running|runs|"
    r"leased|signed|currently|today|right now|existing|already|handed over|delivered|added|completed|connected|"
    r"brought online|switched on|lit up|draws|drew|drawing|uses|used|using|consumes?|consumed|burns|takes|had)\b"
    r"|已|现有|目前|在运|投运|投产了|运行|上线了|签|租出|租下|总功率|在用|拥有|建成|点亮|交付了|接入了|新增了|用电|耗电|"
    r"用着|接通|通电"
)
# What a deal adds is to come, the power that a firm added is there.
_ADDED = re.compile(r"\badded\b")
_PAST_TIME = re.compile(r"\b(?:has|have|had|already|so far|last year)\b|已|了|去年|累计|曾")


def status(text: str, draft: Draft, tone: Tone) -> tuple[Status, str]:
    """Return how sure a figure is told, and who is named for it."""
    near, metric = tone.features, draft.metric
    if tone.consensus:
        return Status.ESTIMATE, claims.CONSENSUS
    if tone.doubted:
        return Status.RUMOUR, tone.third_party
    if metric == "capex_guidance":
        return Status.GUIDANCE, claims.first(draft.entity)
    if tone.third_party and metric not in {"contract_value", "units_planned"} and draft.family != "price":
        return Status.ESTIMATE, tone.third_party
    if draft.scene.block.kind is Kind.TABLE and metric in COUNTED and _estimated_table(draft):
        return Status.ESTIMATE, tone.third_party
    found = _OF.get(metric, _of_amount)
    return found(text, draft, tone, near), tone.third_party or _speaker(draft)


COUNTED = frozenset({"units_purchased", "units_ordered", "units_planned", "units_shipped", "market_share", "capex"})


def _estimated_table(draft: Draft) -> bool:
    """Say whether a table or the line over it calls its numbers estimated."""
    return any("estimate" in scene.features for scene in (draft.scene, *draft.scene.heading[:1]))


def _speaker(draft: Draft) -> str:
    return claims.first(name.term.id for name in draft.scene.names if name.role is Role.SPEAKER)


def _clause(text: str, draft: Draft) -> str:
    """Return the clause a figure stands in, with what comes before it in the sentence up to another figure."""
    scene, place = draft.scene, draft.quantity.span.start
    here = scene.clause(place)
    inside = [cut for cut in scene.cuts if scene.clause(cut) == here and cut <= place]
    start = min(inside, default=scene.start)
    after = [cut for cut in scene.cuts if cut > draft.quantity.span.end and scene.clause(cut) != here]
    return text[start : min(after, default=scene.end)]


def _before(text: str, draft: Draft) -> str:
    """Return what the sentence says before a figure, since the figure before it."""
    start = draft.quantity.span.start
    ends = [other.span.end for other in draft.scene.quantities if other.span.end <= start]
    return text[max(ends, default=draft.scene.start) : start]


def _of_revenue(text: str, draft: Draft, tone: Tone, near: frozenset[str]) -> Status:
    told = draft.scene.clause_features(draft.quantity.span.start) & {"guidance", "forward"}
    if draft.period_here and is_over(draft, tone) and not (told and draft.metric and not _long_over(draft, tone)):
        return Status.ACTUAL
    if "conditional" in near and not (near & OWN_WORD) and not tone.future:
        return Status.ESTIMATE
    if by_analysts(draft, tone) and not near & OWN_WORD:
        return Status.ESTIMATE
    guessed = "estimate" in near and draft.period is not None and not is_over(draft, tone)
    if guessed and not tone.past and "outsiders" in draft.scene.features:
        return Status.ESTIMATE
    clause = _clause(text, draft)
    running = is_running(draft, tone) and not RUN_RATE.search(clause) and not _CAME_IN.search(clause)
    to_come = tone.future or near & OWN_WORD or running or guessed
    return Status.GUIDANCE if to_come and not tone.past else Status.ACTUAL


def is_running(draft: Draft, tone: Tone) -> bool:
    """Say whether the period of a figure had not ended by far when the text was published."""
    end = draft.period.end if draft.period else None
    return bool(end and tone.published and (end - tone.published).days > LONG_TO_GO)


LONG_TO_GO = 30
# Money that came in, though its year runs on.
_CAME_IN = re.compile(
    r"\b(?:posted|recorded|booked|generated|brought in|earned|took in|year[- ]to[- ]date|so far this year)\b|"
    r"(?<!将)实现了?|录得|累[计計]|已[^，,。；;将]{0,8}$"
)


def _long_over(draft: Draft, tone: Tone) -> bool:
    """Say whether the period of a figure had ended so long before that nobody guides to it any more."""
    end = draft.period.end if draft.period else None
    return bool(end and tone.published and (tone.published - end).days > LONG_TO_GO)


def _of_deal(text: str, draft: Draft, tone: Tone, near: frozenset[str]) -> Status:
    """Tell a deal that was made, with its price, from one that is meant or promised."""
    if draft.product in BACKLOGS:
        return Status.GUIDANCE if near & {"conditional", "forward"} else Status.ACTUAL
    clause = _clause(text, draft)
    if draft.scene.block.kind is Kind.TABLE:
        return Status.ACTUAL if _DONE.search(clause) else Status.PLAN
    if "cancelled" in near:
        return Status.ACTUAL
    if draft.metric == "rental_cost_per_year" and is_running(draft, tone) and not tone.past:
        return Status.PLAN
    return Status.PLAN if _meant(clause) or _INTENT.search(_before(text, draft)[-24:]) else Status.ACTUAL


def _meant(clause: str) -> bool:
    """Say whether a clause tells of an intent, or of what is to be done under no signed deal."""
    return bool(_INTENT.search(clause) or (_TO_DO.search(clause) and not _SIGNED.search(clause)))


def _of_power(text: str, draft: Draft, tone: Tone, near: frozenset[str]) -> Status:
    clause = _clause(text, draft)
    to_come = tone.future or "forward" in draft.scene.clause_features(draft.quantity.span.start)
    if to_come or _INTENT.search(_ADDED.sub("", clause)) or _TO_DO.search(clause):
        return Status.PLAN
    past = draft.period_here and is_over(draft, tone)
    known = past or _POWERED.search(clause) or _POWERED.search(_before(text, draft)[-40:])
    if known and "estimate" in near:
        return Status.ESTIMATE
    return Status.ACTUAL if known else Status.PLAN


def _of_pledge(text: str, draft: Draft, tone: Tone, _near: frozenset[str]) -> Status:
    done = re.search(r"\b(?:has|have|had|already|did)\b|已|投了|投资了|入股了|先后|累计|刚刚", _clause(text, draft))
    return Status.ACTUAL if done and not tone.future and not _meant(_clause(text, draft)) else Status.PLAN


def _of_share(_text: str, draft: Draft, tone: Tone, near: frozenset[str]) -> Status:
    told = draft.scene.features & {"estimate", "analysts", "author"} or near & {"forward", "conditional"}
    return Status.ESTIMATE if told or _is_outside(draft, tone) else Status.ACTUAL


def _of_shipment(_text: str, draft: Draft, tone: Tone, near: frozenset[str]) -> Status:
    guessed = "estimate" in near or _is_outside(draft, tone) or by_analysts(draft, tone)
    if not tone.future and not (is_ahead(draft, tone) and draft.metric != "units_ordered"):
        told = guessed and (not tone.past or _is_outside(draft, tone))
        return Status.ESTIMATE if told else Status.ACTUAL
    return Status.ESTIMATE if guessed else Status.PLAN


def _is_outside(draft: Draft, tone: Tone) -> bool:
    """Say whether a note of outsiders gives the figure itself, and not a firm that it quotes."""
    return tone.outside and not any(name.role is Role.SPEAKER for name in draft.scene.names)


def _of_plan(_text: str, draft: Draft, tone: Tone, _near: frozenset[str]) -> Status:
    outside = (
        by_analysts(draft, tone) or _is_outside(draft, tone) or (tone.third_party and _is_research(tone.third_party))
    )
    return Status.ESTIMATE if outside else Status.PLAN


def _is_research(source: str) -> bool:
    term = vocabulary().terms.get(source)
    return term is not None and term.cls in {"research", "broker", "bank"}


_IN_WORK = re.compile(r"\b(?:finali[sz]ing|developing|designing|working on)\b|正在?(?:研发|开发|设计)|研发中")


def _of_node(text: str, draft: Draft, tone: Tone, near: frozenset[str]) -> Status:
    scene, place = draft.scene, draft.quantity.span.start
    told = [m for m in scene.periods if m.span.end <= place and m.period.end and not saying.spoken(text, m)]
    if told and tone.published and told[-1].period.end and told[-1].period.end <= tone.published:
        return Status.ACTUAL
    before = _before(text, draft)
    to_come = tone.future or "forward" in near or _INTENT.search(before) or _IN_WORK.search(before)
    unnamed = not draft.product and not _PAST_TIME.search(text[scene.start : scene.end])
    return Status.PLAN if to_come or unnamed else Status.ACTUAL


def _of_date(text: str, draft: Draft, tone: Tone, near: frozenset[str]) -> Status:
    if near & {"author"} and not tone.own_voice:
        return Status.ESTIMATE
    if is_ahead(draft, tone) or tone.future or "forward" in near:
        return Status.PLAN
    done = _FINISHED.search(_clause(text, draft))
    return Status.PLAN if "forward" in draft.scene.features and not done else Status.ACTUAL


_FINISHED = re.compile(
    r"已|完成|成功|了(?=[流投量])|\b(?:was|were|has|have|had|taped|finished|completed|went|entered)\b"
)


def _of_cost(text: str, draft: Draft, tone: Tone, _near: frozenset[str]) -> Status:
    own = any(name.role in OWNERS and name.term.id in draft.entity for name in draft.scene.names)
    spent = own and _PAST_TIME.search(_clause(text, draft)) and "estimate" not in draft.scene.features
    return Status.ACTUAL if spent and not tone.future else Status.ESTIMATE


def _of_price(_text: str, draft: Draft, tone: Tone, near: frozenset[str]) -> Status:
    if "estimate" in near and not tone.past:
        return Status.ESTIMATE
    return Status.PLAN if is_ahead(draft, tone) and draft.bound == "from" else Status.ACTUAL


def _is_told_by_owner(draft: Draft, tone: Tone) -> bool:
    """Say whether the owner itself tells of a figure, and no writer who judges it."""
    own = any(name.role in OWNERS and name.term.id in draft.entity for name in draft.scene.names)
    return own and not tone.outside and not tone.features & {"author", "analysts"}


def _of_count(_text: str, draft: Draft, tone: Tone, near: frozenset[str]) -> Status:
    guessed = _is_outside(draft, tone) or ("estimate" in near and not tone.past)
    return Status.ESTIMATE if guessed else Status.ACTUAL


def _of_amount(_text: str, draft: Draft, tone: Tone, near: frozenset[str]) -> Status:
    if draft.metric == "capex" and draft.period_here and is_over(draft, tone) and _is_told_by_owner(draft, tone):
        return Status.ACTUAL
    if draft.metric == "capex" and (
        (by_analysts(draft, tone) and not tone.past) or (tone.future and is_group(draft)) or is_ahead(draft, tone)
    ):
        return Status.ESTIMATE
    return Status.ESTIMATE if "estimate" in near and not tone.past else Status.ACTUAL


_OF: dict[str, Callable[[str, Draft, Tone, frozenset[str]], Status]] = {
    "revenue": _of_revenue,
    "contract_value": _of_deal,
    "rental_cost_per_year": _of_deal,
    "power_capacity": _of_power,
    "investment_commitment": _of_pledge,
    "market_share": _of_share,
    "units_shipped": _of_shipment,
    "units_ordered": _of_shipment,
    "wafer_capacity": _of_shipment,
    "units_planned": _of_plan,
    "units_purchased": _of_count,
    "units_deployed": _of_count,
    "process_node_nm": _of_node,
    "production_date": _of_date,
    "tape_out_date": _of_date,
    "chip_programme_cost": _of_cost,
    "rental_price_per_gpu_hour": _of_price,
    "unit_price": _of_price,
}
