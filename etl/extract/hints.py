"""What the words around a figure say of whose it is: names that touch it, pronouns, speakers, words for everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.extract.context import Context
from etl.extract.drafts import Memory
from etl.extract.names import OWNERS, Name, Role
from etl.extract.scene import Scene
from etl.extract.sides import CLOUD, SEMI, ids_of
from etl.extract.starts import starting
from etl.extract.triggers import needs, reached
from etl.model import Quantity
from etl.vocabulary import vocabulary

Ids = tuple[str, ...]
_TOUCHING = re.compile(
    r"\s?(?:'s|’s|的|则|为|是|[（(:：]|也|仅|共|约|达|有|在|投入|计划|gets?|got|at|is|was|"
    r"with)?\s?(?:Q[1-4]'?s? |the )?(?:约|近|超|为|roughly |about |around |nearly |some )?\s?",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s?(?:units |chips |GPUs |cards |颗|块|张)?(?:at|by|for|from|in|,|给了|归|流向|went to|[（(])\s?(?:the )?",
    re.IGNORECASE,
)
_SEVERAL = starting(
    "这两三四双二上它他五tb",
    r"这[两三四五几]家|两家公司|三家公司|四家公司|双方|二者|两者|上述公司|这些公司|它们|他们|四家|三家|两家|五家"
    r"|\bthe (?:two|three|four|five|pair|trio|duo|quartet|companies|firms)\b|\bboth (?:companies|firms)\b|\bthey\b|"
    r"\btheir\b|\bthese (?:companies|firms|four|three|two)\b",
)
_SEVERAL_TOLD = needs(
    "家|双方|二者|两者|上述|这些|它们|他们|the t|the pair|the f|the companies|the duo|the quartet|both|they|their|these"
)
_SINGLE = starting(
    "it该这公它其",
    r"\bit\b|\bits\b|\bthe (?:company|firm|lab|group)\b|该公司|这家公司|(?<![\u4e00-\u9fff])公司|它|"
    r"(?<![尤与])其(?![中他])",
)
_SINGLE_TOLD = reached(_SINGLE, "it|the company|the firm|the lab|the group|公司|它|其")
_LATTER = starting("后t", r"后者|\bthe latter\b")
_FORMER = starting("前t", r"前者|\bthe former\b")
_OF_TWO_TOLD = needs("前者|后者|former|latter")
# How far a name may stand from its figure and still touch it, in characters.
WORDS_BEFORE, WORDS_AFTER = 14, 16


_EVERYONE = re.compile(
    r"\ball (?:the )?(?:cloud|hyperscal|tech|data|of the industry)|全球|全行业|worldwide|"
    r"industry-wide|globally|global "
)
_TECH = re.compile(
    r"(?<![家的])科技公司|四大云|四大科技|四大雲|云厂商|top[- ](?:4|5|four|five)|big four|"
    r"hyperscalers|four (?:\w+ ){0,2}cloud(?: compan\w+|s)|(?:big |large )?tech(?:nology)? (?:companies|firms|groups)"
)
_EVERYONE_TOLD = needs("all |全球|全行业|worldwide|industry-wide|globally|global ")
_TECH_TOLD = needs("科技|四大|云厂商|top|four|hyperscalers|tech")
_GENERIC = re.compile(r"一次|典型|通常|一般而言|每次|单次|平均|typical|usually|average|normally|a single|generally")


# How far before a cost words of what is usual are looked for, where a firm is named, in characters.
GENERIC_REACH = 30


def touching(context: Context, quantity: Quantity) -> Ids:
    """Return the names that stand right before a figure, or right behind it where none stands before."""
    return _touching(context.reading.plain, context.scene, quantity, context.floor)


def meant(context: Context, quantity: Quantity) -> Iterator[tuple[Ids, str]]:
    """Yield who is meant by a pronoun, a description or a speaker's "we", and which of these it is."""
    text, scene, memory = context.reading.plain, context.scene, context.memory
    found = (
        _pronoun(text, scene, quantity, memory),
        (_of_two(text, scene, quantity, memory), "the former or the latter"),
        (_described(text, scene, quantity, memory), "meant by what it is called"),
        (_single(text, scene, quantity, memory), "meant by a pronoun for one"),
        (_first_person(text, scene, quantity), "speaks of itself as we"),
    )
    yield from ((ids, sign) for ids, sign in found if ids)


def crowds(context: Context, quantity: Quantity) -> Iterator[tuple[Ids, str]]:
    """Yield the unnamed many of whom the words before a figure tell, and whether its own clause does."""
    scene, start = context.scene, quantity.span.start
    for ids, words, told in ((("global",), _EVERYONE, _EVERYONE_TOLD), (("big-tech",), _TECH, _TECH_TOLD)):
        if not told(context.reading.plain, scene):
            continue
        found = [match.start() for match in words.finditer(context.reading.plain, scene.start, start)]
        if found:
            yield ids, "clause" if scene.clause(found[-1]) == scene.clause(start) else "sentence"


# What follows a name tells what it does in a deal.
_BUYS = re.compile(
    r"\b(?:buys?\b|buying|bought|order(?:ed|ing|s)\b|purchas|acquir|procur|rent|leas(?:e[sd]?|ing) \w+ from|"
    r"tak(?:e|es|ing|en)|took|spen[dt]|pay|paid|"
    r"commit|secur|reserv|book|us(?:e|es|ed|ing)\b|run(?:s|ning)?\b|operat|deploy|install|has\b|have\b|own(?:s|ed)?\b)"
    r"|采购|採購|订购|訂購|购买|購買|购入|买|買|租用|租下|租赁|斥资|砸|投入|下单|签下|部署|使用|拥有|囤|拿下"
)
_SELLS = re.compile(
    r"\b(?:suppl|sell|sold|ship|deliver|provid|host|lets?\b|lend|lent|lease[sd]? (?:\w+ ){0,4}to|build|built|offer|"
    r"charg|rents? (?:\w+ ){0,4}out|manufactur|produc|makes?\b|made\b)"
    r"|供应|供應|供货|出售|卖|賣|交付|出货|出貨|提供|托管|承建|代工|生产|出租|租给|租予"
)


_WINS = re.compile(
    r"\b(?:won|wins?|received|receives?|landed|clinched|got|gets) |中标|中標|获得|獲得|拿到|斩获|接获|收到"
)


_JOINTLY = re.compile(
    r"联合|聯合|共同|一道|联手|聯手|合资|合資|携手|攜手|合建|共建|"
    r"jointly|together|joint venture|along with|founded|set up|shared by"
)


def jointly(context: Context, start: int, end: int) -> bool:
    """Say whether the words around two places tell of something done together."""
    scene = context.scene
    first, last = max(start - 24, scene.start), min(end + 40, scene.end)
    return bool(_JOINTLY.search(context.reading.plain, first, last))


def deeds(context: Context, start: int, end: int) -> list[str]:
    """Return what the words between two places tell that a firm does: it buys, supplies, wins an order."""
    return context.scene.held(("deeds", start, end), _deeds, context.reading.plain, start, end)


def _deeds(plain: str, start: int, end: int) -> list[str]:
    words = (("buys", _BUYS), ("supplies", _SELLS), ("wins", _WINS))
    return [deed for deed, told in words if told.search(plain, start, end)]


def generic(context: Context, quantity: Quantity) -> bool:
    """Say whether a cost is told of in general: what a tape-out usually costs."""
    scene = context.scene
    start = max(scene.start, quantity.span.start - GENERIC_REACH) if scene.firms else scene.start
    return bool(_GENERIC.search(context.reading.plain, start, scene.end))


NOT_TOUCHING = frozenset({Role.SELLER, Role.SOURCE, Role.PRODUCT, Role.SEGMENT, Role.SPEAKER, Role.PARTNER})


def _touching(text: str, scene: Scene, quantity: Quantity, floor: int) -> Ids:
    """Return the names that stand right before a figure, or right behind it where none stands before."""
    for members in reversed(scene.lists):
        if members[-1].role not in NOT_TOUCHING and not _is_given(scene, members[0]):
            if _leads(text, members[-1].end, quantity, floor):
                return ids_of(members)
            first = members[0]
            if (
                (floor or first.role is Role.BENEFICIARY)
                and first.role is not Role.BRAND
                and _trails(text, scene, first.start, quantity, floor)
            ):
                return ids_of(members)
    return ()


_WE = starting("wo我本", r"\b(?:we|we'll|we're|our)\b|我们|我們|我司|本公司")
_WE_TOLD = reached(_WE, "we|our|我们|我們|我司|本公司")


def _first_person(text: str, scene: Scene, quantity: Quantity) -> Ids:
    """Return the firm whose head is quoted after "we" as saying it."""
    if _WE_TOLD(text, scene) > quantity.span.start:
        return ()
    return next((ids_of(m) for m in scene.lists if m[0].role is Role.SPEAKER and m[0].start > quantity.span.start), ())


def _is_given(scene: Scene, name: Name) -> bool:
    """Say whether a firm only gets what another of its clause hands over: Nvidia sold Microsoft 485,000."""
    here = scene.clause(name.start)
    return name.role is Role.BENEFICIARY and any(
        one.role in OWNERS and one.start < name.start and scene.clause(one.start) == here for one in scene.names
    )


def _leads(text: str, end: int, quantity: Quantity, floor: int) -> bool:
    near = floor <= end <= quantity.span.start and quantity.span.start - end < WORDS_BEFORE
    return near and bool(_TOUCHING.fullmatch(text[end : quantity.span.start]))


def _trails(text: str, scene: Scene, start: int, quantity: Quantity, floor: int) -> bool:
    if not 0 <= start - quantity.span.end < WORDS_AFTER or not _AFTER.fullmatch(text[quantity.span.end : start]):
        return False
    return not any(floor <= name.end <= quantity.span.start and name.role in OWNERS for name in scene.names)


def _single(text: str, scene: Scene, quantity: Quantity, memory: Memory) -> Ids:
    """Return the single firm last told of where a singular pronoun stands before a figure."""
    return memory.single if _SINGLE_TOLD(text, scene) <= quantity.span.start else ()


def _pronoun(text: str, scene: Scene, quantity: Quantity, memory: Memory) -> tuple[Ids, str]:
    """Return the several who are meant by "they", or by their number, and which of these it is."""
    if not _SEVERAL_TOLD(text, scene):
        return (), ""
    start = max(scene.start, quantity.span.start - 80)
    acting = (name for name in scene.names if name.role in OWNERS and name.end <= quantity.span.start)
    named = [name.end for name in acting if not numbered(text, name, memory)]
    start = max([start, *named])
    before = text[start : quantity.span.start]
    several = _SEVERAL.search(before)
    if several and not named:
        if several.group() in BARE:
            return memory.topic, "meant by a pronoun for several"
        return _counted(several.group(), memory), "meant by their number"
    return (), ""


_NUMBERED = re.compile(r"(?:two|three|four|five|[两三四五])(?:家|大| )")


def numbered(text: str, name: Name, memory: Memory) -> bool:
    """Say whether a group is but called by what as many firms just named are: the two Chinese companies."""
    if name.term.kind != "group":
        return False
    told = _NUMBERED.search(text, max(0, name.start - LONGEST_NUMBER), name.start)
    return bool(told and _wanted(told.group()) == len(memory.several))


LONGEST_NUMBER = 6


def _of_two(text: str, scene: Scene, quantity: Quantity, memory: Memory) -> Ids:
    """Return the former or the latter of two: of a list before the word, else of the last list told."""
    if not _OF_TWO_TOLD(text, scene):
        return ()
    words = [*_LATTER.finditer(text, scene.start, quantity.span.start)]
    words += _FORMER.finditer(text, scene.start, quantity.span.start)
    if not words:
        return ()
    word = max(words, key=lambda match: match.start())
    before = [name for name in scene.names if name.end <= word.start() and name.term.kind == "company"]
    two = tuple(dict.fromkeys(name.term.id for name in before))[-2:]
    if len(two) == 1 and _LATTER.fullmatch(word.group()):
        return two  # the former has no name: 某地产商租给智谱,后者
    two = two if len(two) == TWO else memory.several or memory.recent[-TWO:]
    return two[:1] if _FORMER.fullmatch(word.group()) else two[-1:]


TWO = 2
# Several are meant, or one firm spoken of as many.
BARE = frozenset({"they", "their", "它们", "他们"})
# What a firm is called instead of its name, by the classes of firm that are called so.
_DESCRIBED = (
    (re.compile(r"\bthe (?:ai )?(?:lab|laboratory|start-?up)\b|这家(?:初创|实验室)"), frozenset({"lab"})),
    (
        re.compile(
            r"\bthe (?:chip ?)?maker\b|\bthe chip (?:designer|firm|company|giant)\b|"
            r"(?:这家|该)芯片(?:商|公司|巨头|设计商)"
        ),
        SEMI,
    ),
    (
        re.compile(r"\bthe (?:search|software|social(?: media)?|e-commerce|internet) (?:giant|group|company|firm)\b"),
        frozenset({"hyperscaler"}),
    ),
    (re.compile(r"\bthe (?:cloud|neocloud) (?:provider|firm|company|operator)\b|(?:这家|该)云(?:厂商|服务商)"), CLOUD),
)


_DESCRIBED_TOLD = needs(
    "the ai|the lab|the start|the chip|the maker|the s|the e-|the i|the cloud|the neo|这家|该芯片|该云"
)


def _described(text: str, scene: Scene, quantity: Quantity, memory: Memory) -> Ids:
    """Return the firm last told of that a description without a name can mean."""
    if not _DESCRIBED_TOLD(text, scene):
        return ()
    for words, classes in _DESCRIBED:
        if words.search(text, scene.start, quantity.span.start):
            terms = [vocabulary().terms.get(one) for one in reversed(memory.named)]
            return tuple(term.id for term in terms if term and term.cls in classes)[:1]
    return ()


COUNTED = {"两": 2, "二": 2, "双": 2, "三": 3, "四": 4, "五": 5, "two": 2, "pair": 2, "both": 2, "three": 3, "trio": 3}
COUNTED |= {"four": 4, "quartet": 4, "five": 5}


def _counted(said: str, memory: Memory) -> Ids:
    """Return as many of the firms told of as the words count: the last list of that length, or the last ones."""
    wanted = _wanted(said)
    if not wanted or len(memory.several) == wanted:
        return memory.several
    return memory.recent[-wanted:] if len(memory.recent) >= wanted else ()


def _wanted(said: str) -> int:
    """Return how many are meant."""
    return next((number for word, number in COUNTED.items() if word in said), 0)
