"""How sure a figure is and who says so: actual, estimate, guidance, plan or rumour."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from etl.extract import foreseen
from etl.extract.cues import Cue
from etl.extract.names import OWNERS, Name, Role
from etl.extract.scene import Scene, remembered
from etl.extract.spotting import Words
from etl.extract.starts import starting
from etl.extract.triggers import needs
from etl.model import Quantity

CONSENSUS = "consensus"
# A word just before a bracket reaches on, and so do the first words of a sentence ("next quarter:").
BEFORE_BRACKET, LEAD = 3, 14
PLANS, TO_COME = frozenset({"plan"}), frozenset({"plan", "forward"})
# A clause that only tells what the thing before it has or holds.
_CARRIES = re.compile(r"\s?(?:配备|搭载|采用|装有|内含|容量|总容量|equipped|housing|holding|using)")
ASKED_FOR = frozenset({"guidance"})
COUNTING = re.compile(r"统计|测算|推算|估算|估计|estimat|comput|calculat|tall|count|reckon")
_PAST_ZH = re.compile(r"^(?:了|过|掉|下了|走了|到了|出了)")
_HAS_ZH = re.compile(r"(?:已|已经|曾|共)$")
# Who has set money aside has not spent it.
_ALLOTS = re.compile(
    r"earmark|budget|set aside|put aside|allocat|allot|plan|guid|commit|pledg|promis|agree|reserv|ordered|book"
)
_DONE_ZH = re.compile(r"已[^，,。；;、将拟]{0,20}$")
_HAS_EN = starting("h", r"\b(?:has|have|had)\s(?:also |already |now |just )?$")
_WILL = starting(
    "将拟打计准要会即欲有可能望wtcmps",
    r"(?:将|拟|打算|计划|准备|要|会|即将|欲|有意|可|能|望|\bwill|\bto|\bwould|\bcould|\bmay|\bmight|"
    r"\bplans? to|\bshall)\s?(?:再|先|be|also|eventually|soon|一次性|拿出|总共)?\s?$",
)


def near_features(scene: Scene, quantity: Quantity) -> frozenset[str]:
    """Return the features of the clause the quantity stands in."""
    return _features_at(quantity.span.start, scene)


@remembered
def _features_at(start: int, scene: Scene) -> frozenset[str]:
    features, here = set(scene.clause_features(start)), scene.clause(start)
    for cue in scene.cues:
        if cue.start > start:
            break
        close = 0 <= start - cue.end <= BEFORE_BRACKET and scene.clause(cue.start) != here
        if close or (cue.end - scene.start <= LEAD and cue.end <= start):
            features.update(sense.name for sense in cue.senses if sense.kind == "feature")
    asked = scene.question.features & ASKED_FOR if scene.question and "past" not in features else frozenset[str]()
    return frozenset(features | asked)


def nearest_feature(scene: Scene, quantity: Quantity, name: str) -> int | None:
    """Return how far the nearest cue of a feature in the quantity's clause is, in characters."""
    here = scene.clause(quantity.span.start)
    gaps = [
        quantity.span.start - cue.end if cue.end <= quantity.span.start else cue.start - quantity.span.end + 4
        for cue in scene.feature_cues(name)
        if scene.clause(cue.start) == here
        or 0 <= quantity.span.start - cue.end <= BEFORE_BRACKET
        or _opens(scene, cue, quantity)
    ]
    return min(gaps, default=None)


def _opens(scene: Scene, cue: Cue, quantity: Quantity) -> bool:
    """Say whether a cue opens the sentence in a clause without a figure, for the figure that comes first after it."""
    if cue.start - scene.start > LEAD or any(q.span.start < quantity.span.start for q in scene.quantities):
        return False
    ends = min((cut for cut in scene.cuts if cut > cue.end), default=scene.end)
    return cue.end <= quantity.span.start and ends - cue.end <= BEFORE_BRACKET


def follows_feature(scene: Scene, quantity: Quantity, name: str) -> bool:
    """Say whether a cue of a feature stands before the quantity in its clause."""
    here = scene.clause(quantity.span.start)
    return any(cue.end <= quantity.span.start and scene.clause(cue.start) == here for cue in scene.feature_cues(name))


def is_past(text: str, cue: Cue | None) -> bool:
    """Say whether the verb of a cue tells of what has happened."""
    if cue is None:
        return False
    before, after = text[max(cue.start - 24, 0) : cue.start], text[cue.end : cue.end + 3]
    if _WILL.search(before):
        return False
    word = text[cue.start : cue.end]
    if _HAS_EN.search(before) and not _ALLOTS.match(text, cue.start):
        return True
    if _PAST_ZH.match(after) or _HAS_ZH.search(before) or _DONE_ZH.search(before) or word.endswith("了"):
        return True
    return (
        word.lower()
        .rstrip()
        .split(" ")[0]
        .endswith(("ed", "bought", "spent", "took", "got", "made", "built", "sold", "laid", "won", "paid"))
    )


def is_future(
    text: str, scene: Scene, quantity: Quantity, cue: Cue | None, features: frozenset[str], *, past: bool
) -> bool:
    """Say whether the figure is told of as something to come, by its verb or by the features of its clause."""
    if cue is not None and _WILL.search(text[max(cue.start - 12, 0) : cue.start]):
        return True
    if past:
        return False
    return "forward" in features or _begun(text, scene, quantity)


def _begun(text: str, scene: Scene, quantity: Quantity) -> bool:
    """Say whether an earlier clause told a plan that this one, without a subject of its own, carries out."""
    here = scene.clause(quantity.span.start)
    if any(scene.clause(name.start) == here and name.role in OWNERS for name in scene.names):
        return False
    if scene.by_clause.get(here, frozenset()) & {"past", "running"}:
        return False
    carried = _CARRIES.match(text, scene.piece(quantity.span.start)[0])
    earlier = [cue for cue in scene.cues if cue.end <= quantity.span.start]
    return any(sense.name in (TO_COME if carried else PLANS) for cue in earlier for sense in cue.senses)


def sources(scene: Scene) -> list[Name]:
    """Return the names quoted for numbers in a sentence."""
    return [name for name in scene.names if name.role is Role.SOURCE]


# Words that doubt what their own clause tells, where it stands apart from the figure's.
_CLAUSE_ONLY = re.compile(r"(?:is|are) said to(?: be)?|said to(?: be)?|rumou?r\w*|speculat\w*|leak\w*|传闻|疑似")


def doubted(text: str, scene: Scene, quantity: Quantity) -> bool:
    """Say whether a sentence tells of a figure with doubt, and not only of something after it."""
    if not doubts(text, scene):
        return False
    here = scene.clause(quantity.span.start)
    cues = [cue for cue in scene.feature_cues("rumour") if text[cue.start : cue.end + 1] not in {"据报道", "据报告"}]
    apart = [
        cue.start > quantity.span.end
        and scene.clause(cue.start) != here
        and bool(_CLAUSE_ONLY.fullmatch(text, cue.start, cue.end))
        for cue in cues
    ]
    return not apart or not all(apart)


@remembered
def doubts(text: str, scene: Scene) -> bool:
    """Say whether the sentence signals doubt; 据报道 (a paper reports) does not, 据报 (reportedly) does."""
    for cue in scene.feature_cues("rumour") if "rumour" in scene.features else ():
        if text[cue.start : cue.end] == "据报" and text[cue.end : cue.end + 1] in {"道", "告"}:
            continue
        return True
    if not _HEARSAY_TOLD(text, scene):
        return False
    # At the start of a sentence 传 follows nothing of it.
    first = scene.start + bool(scene.start)
    return bool(_WORD_IS.search(text, first, scene.end) or _PEOPLE_SAY.search(text, scene.start, scene.end))


# 传 alone is "word has it"; in 传统 and 宣传 it is part of another word.
_WORD_IS = re.compile(r"传(?=[^统播媒感真说奇承输递来达单导，,。]{2})(?:(?<=^传)|(?<=[，,、：:；;。\s「『“]传))")
_HEARSAY_TOLD = needs("传|知情|接近|人士")
_PEOPLE_SAY = starting(
    "四三两多接一数供人",
    r"[四三两多]名知情|接近.{1,10}的?人士|[一两三四多数][位名][^，,。；;]{0,8}人士|供应链人士|人士(?:透露|称)",
)
_BEATS = starting(
    "abtemvsc好优高低不逊超",
    r"\b(?:above|below|beat(?:s|ing)?|topp(?:ed|ing)|exceed(?:s|ed|ing)|miss(?:ed|ing)|versus|vs\.?|against|"
    r"than|ahead of|"
    r"short of|compared with)\b|好于|优于|高于|低于|不及|逊于|超出|超过",
)
_STOP = re.compile(r"[,，;；。]|\.\s")
_EXPECTED = starting(
    "ecfplmw预估所平法分华",
    r"\b(?:expect(?:ed|ation|ations)?|estimates?|estimated|forecasts?|consensus|predicted|projected|modelled|"
    r"looked for|"
    r"penciled|pencilled|est|ests|cons|whispered)\b|预期|预估|预测|估计|所估|平均|法人|分析师|华尔街",
)


_BEATS_TOLD = needs(
    "above|below|beat|topp|exceed|miss|versus|vs|against|than|ahead of|short of|compared|好于|优于|高于|低于|"
    "不及|逊于|超出|超过"
)


def expected(text: str, scene: Scene, quantity: Quantity) -> bool:
    """Say whether a figure is what others had expected: beat the $7.4bn forecast, 优于法人预估的321亿."""
    if foreseen.is_foreseen(text, scene, quantity):
        return True
    if not _BEATS_TOLD(text, scene):
        return False
    start, end = max(quantity.span.start - 30, scene.start), min(quantity.span.end + 24, scene.end)
    if not _BEATS.search(text, start, quantity.span.start):
        return False
    ends = [other.span.end for other in scene.quantities if other.span.end <= quantity.span.start]
    starts = [other.span.start for other in scene.quantities if other.span.start >= quantity.span.end]
    start, end = max([start, *ends]), min([end, *starts])
    stop = _STOP.search(text[quantity.span.end : end])
    end = quantity.span.end + stop.start() if stop else end
    return bool(_BEATS.search(text, start, quantity.span.start) and _EXPECTED.search(text, start, end))


_BEATEN = re.compile(
    r"[^,.;]{0,12}?\b(?:topp|beat|exceed|miss|trail|fell short|came in)|[,，(（]?\s?(?:\w{0,2})(?:高于|低于|"
    r"好于|优于|不及|超出|逊于)"
    r"|,?\s(?:versus|vs\.?|against|compared with|ahead of|above|below|short of)\b[^.;]{0,40}"
    r"(?:expect|forecast|estimat|consensus)"
)


_BEATEN_TOLD = needs(
    "topp|beat|exceed|miss|trail|fell short|came in|versus|vs|against|compared with|ahead of|above|below|short of|"
    "高于|低于|好于|优于|不及|超出|逊于"
)


def beaten(text: str, scene: Scene, quantity: Quantity) -> bool:
    """Say whether a figure has come in: it is set against what was expected of it (beat the $16.4bn forecast)."""
    if not _BEATEN_TOLD(text, scene):
        return False
    found = _BEATEN.match(text, quantity.span.end)
    if not found:
        return False
    stop = re.search(r"[。；;]|\.\s", text[found.end() : found.end() + 50])
    return bool(_EXPECTED.search(text, quantity.span.end, found.end() + (stop.start() if stop else 50)))


_RESEARCH = starting(
    "epwo评目研风我首",
    r"equity research|price target|\bpt \$|\bwe stay at\b|overweight|outperform|our (?:note|model|tally|"
    r"estimates?|checks)|"
    r"we (?:now )?(?:model|pencil|raise|cut)|评级|目标价|研报|风险提示|我们预测|我们测算|首次覆盖",
)
_COMPANY = starting(
    "ceow本董管致",
    r"\bc[ef]o\b|earnings call|operator:|our (?:customers|data cent(?:er|re)s|regions|employees|shareholders)|"
    r"we are hiring|"
    r"we expect (?:revenue|capital|capex|our|to)|本公司|董事会|管理层|致股东",
)


_RESEARCH_TOLD = Words(
    "equity research|price target|pt $|we stay at|overweight|outperform|our note|our model|our tally|our estimate|"
    "our check|we now |we model|we pencil|we raise|we cut|评级|目标价|研报|风险提示|我们预测|我们测算|首次覆盖"
)
_COMPANY_TOLD = Words(
    "ceo|cfo|earnings call|operator:|our customers|our data cent|our regions|our employees|our shareholders|"
    "we are hiring|we expect |本公司|董事会|管理层|致股东"
)


@lru_cache(maxsize=8)
def is_outsider_speaking(text: str) -> bool:
    """Say whether a text is the work of those who judge firms: a note, a model, a tally of their own."""
    return _RESEARCH_TOLD.anywhere(text) and _RESEARCH.search(text) is not None


@lru_cache(maxsize=8)
def is_company_speaking(text: str) -> bool:
    """Say whether "we" in a text is the firm itself and not those who judge it."""
    return _COMPANY_TOLD.anywhere(text) and bool(_COMPANY.search(text)) and not is_outsider_speaking(text)


def first(ids: Iterable[str]) -> str:
    """Return the first of some ids, or nothing."""
    return next(iter(ids), "")


def makes_numbers(text: str, name: Name) -> bool:
    """Say whether a source quoted in a sentence makes the number: a research house, or a paper that counts itself."""
    if name.term.cls in {"research", "broker", "bank"}:
        return True
    return bool(COUNTING.match(text[name.end : name.end + 24].lstrip(" ，,的")))
