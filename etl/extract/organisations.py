"""Organisations that no vocabulary lists, found wherever they stand once a text has named them by their form."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from etl.extract import firms_en, firms_zh
from etl.extract.metrics import spelled
from etl.model import Span
from etl.vocabulary import Hit, Term, vocabulary

UNLISTED = "unlisted"
# Firms that one text can be about; what comes later is not followed.
MOST = 40
SHORTEST_ALIAS = 4
_LATIN = re.compile("[A-Za-z0-9]")
SHORTEST_HAN = 2
# What a Chinese firm is by its name; the name goes on without it.
_FORM = re.compile(
    "(?:有限公司|股份|集团|集團|控股|公司|科技|智算|数据|數據|信息|通信|电子|電子|技术|软件|半导体|微电子|智能|网络|云|"
    "光电|电信|能源|实业|算力|汽车)$"
)
_LEGAL = re.compile(
    r"(?:,? (?:Inc|Corp|Corporation|Ltd|Limited|LLC|PLC|plc|AG|SE|Oy|GmbH|AB|ASA|Pte|Sdn|Bhd|Berhad|Co)\b)+\Z"
)
# A Latin name in brackets behind a Chinese one.
_BRACKETED = re.compile(
    r"[」』”\"]?\s?[（(](?:简称|簡稱|下称|下稱|英文名)?(?P<n>[A-Z][A-Za-z]{2,20}(?: [A-Z][A-Za-z]*){0,2})[)）]"
)
_OF_STATE = re.compile("中[国國](?P<rest>移动|移動|电信|電信|联通|聯通|铁塔)")
# First words of firms that are words, places or names of persons too.
_NO_SHORT = firms_en.OTHERS | frozenset(
    spelled(
        "core|applied|thunder|prime|voltage|safe|thinking|digital|general|advanced|global|international|national|preferred|"
        "together|galaxy|range|horizon|foxconn|great|stack|deutsche|saudi|bell|orange|taiwan|tata|western|eastern|northern|"
        "southern|scale|black|blue|green|moore|black sesame|hong|parallel|related|aligned|world|character|stability|"
        "reflection|jane|aleph|delta|jarvis|massed|super|constellation|lotus|cipher|jingjia|open|sharon|hot|kunlun|massive|"
        "american|british|united|academia|africa|agile|agility|allied|alpha|analog|andes|apex|argo|arrow|aruba|baker|bank|"
        "base|baya|beacon|beeline|benchmark|bending|berkshire|bharat|bluebird|boom|borealis|boston|bristol|caisse|cambridge|"
        "carl|carrier|casa|cathay|chan|chang|charter|comet|comfort|commonwealth|consumers|contextual|converge|credit|crown|"
        "deep|diode|dynamic|east|edinburgh|electronic|element|elite|elliott|empire|energy|engine|essential|everbright|extreme|"
        "flow|ford|form|founder|founders|fourth|fractal|fudan|gallant|genesis|glean|guangdian|guangzhou|gulf|harmonic|"
        "highlander|holder|home|honor|howard|hubei|hudson|hydra|hyperscale|idaho|imagination|imperial|inception|insight|"
        "institute|intersect|isomorphic|italian|jacobs|jaguar|john|johnson|joule|kansai|kinder|landmark|legal|leon|liberty|"
        "lightspeed|line|liquid|lucid|majestic|massachusetts|materials|mercado|microchip|millennium|mitsubishi|mobile|modular|"
        "monroe|motif|nano|nautilus|nebula|new|nova|novo|octopus|ontario|orient|oriole|oxford|oxide|pacific|palo|pattern|peak|"
        "perfect|persistent|phoenix|pinnacle|plug|plus|portland|predictive|princeton|prior|provident|public|pure|quantum|"
        "radiant|rain|redwood|renaissance|rogers|rowan|sage|salt|seoul|shannon|sixth|societe|spark|sphere|standard|starboard|"
        "sterling|stream|stronghold|substrate|sumitomo|surge|sustainable|team|texas|thomson|thor|thrive|tiger|tools|tower|"
        "trade|trend|trillion|trinity|true|turk|turner|ultra|unconventional|unity|university|upscale|vector|ventana|vertical|"
        "wasabi|wonder|xinjiang|zhejiang"
    )
)


def organisations(text: str, known: Sequence[Hit]) -> list[Hit]:
    """Return the known names of a text and, between them, the organisations that only their form tells."""
    names = dict.fromkeys([*firms_en.names(text), *firms_zh.names(text)])
    firms = [hit.span.of(text) for hit in known if hit.term.kind == "company"]
    whole = [name for name in list(names)[:MOST] if not _begins_another(name, [*names, *firms])]
    terms = {alias: unlisted(_called(text, name)) for name in whole for alias in _aliases(name)}
    terms |= {alias: hit.term for hit in known for alias in _shortened(hit.span.of(text), hit.term)}
    if not terms:
        return list(known)
    found = [hit for hit in _found(text, terms) if not _inside(hit.span, known)]
    return sorted([*known, *found], key=lambda hit: hit.span)


def _begins_another(name: str, others: Iterable[str]) -> bool:
    """Say whether a name is but the beginning of a longer one, which is the same firm: E2E of E2E Networks."""
    return name.isascii() and any(other.startswith(f"{name} ") for other in others)


def _called(text: str, name: str) -> str:
    """
    Return what a firm is known by: without its legal form, and by the Latin name in brackets behind a Chinese one.

    >>> _called("", "Quillmont Holdings Ltd"), _called("霁川智算（Quillmont AI）", "霁川智算")
    ('Quillmont Holdings', 'Quillmont AI')
    """
    if name.isascii():
        return _LEGAL.sub("", name)
    told = _BRACKETED.match(text, text.find(name) + len(name))
    return told["n"] if told else name


def unlisted(name: str) -> Term:
    """Return the term of a firm that the vocabulary does not list."""
    return Term(id=name, kind="company", name_en=name, name_zh=name, names=(name,), cls=UNLISTED, owner=name)


def _aliases(name: str) -> Iterator[str]:
    """Yield a name and what it is called once it is known: Firmus Technologies is Firmus."""
    yield name
    yield from short_forms(name)


def _shortened(name: str, term: Term) -> Iterator[str]:
    """Yield what a listed firm is called in a text that names it in full, where that is no other name."""
    if term.kind == "company" and term.cls != "government":
        yield from (short for short in short_forms(name) if vocabulary().resolve(short) is None)


def short_forms(name: str) -> Iterator[str]:
    """
    Yield the first word of a name of several words, and a Chinese name without the form of its firm.

    >>> [*short_forms("Meridian Compute Holdings"), *short_forms("燧星智算科技"), *short_forms("中国移动")]
    ['Meridian', '燧星智算', '燧星', '移动']
    """
    if name.isascii():
        short = name.partition(" ")[0]
        if short != name and len(short) >= SHORTEST_ALIAS and short[0].isupper() and short.lower() not in _NO_SHORT:
            yield short
        return
    if (state := _OF_STATE.fullmatch(name)) is not None:
        yield state["rest"]
    while (form := _FORM.search(name)) is not None and form.start() >= SHORTEST_HAN:
        name = name[: form.start()]
        yield name


def _found(text: str, terms: dict[str, Term]) -> Iterator[Hit]:
    """Yield where the names stand as words of their own, the longest where one holds another."""
    taken: set[int] = set()
    for alias in sorted(terms, key=len, reverse=True):
        latin = alias.isascii()
        start = text.find(alias)
        while start >= 0:
            end = start + len(alias)
            if start not in taken and not (
                latin and (_LATIN.match(text, end) or _LATIN.match(text, max(start - 1, 0), start))
            ):
                taken.update(range(start, end))
                yield Hit(Span(start, end), terms[alias])
            start = text.find(alias, end)


def _inside(span: Span, known: Sequence[Hit]) -> bool:
    at = bisect_left(known, span.end, key=lambda hit: hit.span.start)
    return at > 0 and known[at - 1].span.end > span.start
