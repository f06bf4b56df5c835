"""English names of firms that no vocabulary lists: by their last word, by what they do, by what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.extract.firms_en_told import HEADED, HEADLINE, OF_FIRMS, TO_FIRMS, WORDS
from etl.extract.metrics import spelled

SHORTEST = 3
_CAPITALS = re.compile(r"(?<![\w.&'’/-])[A-Z][\w&-]*(?:\.(?:ai|AI|io|com))?(?: (?:[A-Z][\w&-]*|of|de)){0,4}")
_SUFFIX = re.compile(
    r" (?:Inc|Corp|Corporation|Group|Technologies|Technology|Holdings|Ltd|Limited|LLC|PLC|AG|SE|Labs?|Cloud|Compute|"
    r"Systems|Networks|Energy|Digital|AI|Telecom|Communications|Semiconductor|Microelectronics|Electronics|"
    r"Datacenters|Robotics|Bank|Ventures|Capital|Partners|Industries|Computing|Computer|Intelligence|Infrastructure|"
    r"Hosting|Scientific|Mining|Platforms|Software|Micro)\Z"
)
AUX = (
    r"(?:(?:has|had|have|will|would|could|may|is|was|to|also|now|already|recently|just|reportedly|plans|aims|intends|"
    r"expects|wants|hopes|set|going|due|about|agreed|currently|alone|itself|in turn) ){0,4}"
)
ACTS = (
    r"(?:buys?|bought|(?:order|purchas|acquir|procur|snapp|scoop|stockpil|rent|leas|deploy|install|operat|invest|"
    r"committ|pledg|sign|secur|reserv|book|shipp|deliver|suppli|produc|host|own|tapp|earmark|budget|contract|import|"
    r"amass|hoard|plac|expand|add|receiv|award|land|clinch|generat|post|earn|report|guid|charg|offer|list|pric|us|"
    r"unveil|launch|spend|commission|amount|absorb|accumulat|grabb|tripl|doubl)(?:ed|es|s)|(?:is|are|was|been|"
    r"be) (?:also |now |already )?[a-z]{2,12}ing|spend|spent|pays?|paid|ships?|"
    r"commits?|supply|supplies|runs?|took|takes?|sold|sells?|won|wins?|buil[td]s?|makes?|made|order|deploy|rent|lease|"
    r"install|invest|operate|purchase|acquire|add|use|host|expand|secure|receive|deliver|produce|charge|get|gets|got)\b"
)
_AFTER = re.compile(
    rf"(?:,? (?:Inc|Corp|Ltd)\.?)?(?: \([^)\n]{{2,40}}\))?"
    rf"(?:,? (?:which|who)|, (?:an?|the|its|one of|whose|based|backed|formerly) [^,.;\n]{{3,90}},)? {AUX}{ACTS}"
    r"|(?:'s|’s) (?:\w+ ){0,2}(?:purchases|orders?|cluster|fleet|spending|capex|capital|data cent|GPU|chips|AI|compute|"
    r"backlog|revenue|contract|bill|budget)"
    r"|, (?:an?|the|another) [^,.;\n]{0,60}(?:company|startup|start-up|firm|provider|operator|cloud|neocloud|lab|"
    r"developer|"
    r"maker|group|miner|chipmaker|reseller|integrator|hoster|carrier|agency)\b"
    r"| \((?:NASDAQ|Nasdaq|NYSE|TSE|TWSE|HKEX|SEHK|KRX|ASX|SSE|SZSE)"
)
_PERSON = re.compile(
    r"\b(?:CEO|CFO|COO|CTO|chief(?: \w+){0,2}(?: officer)?|officer|president|analysts?|chair\w*|founder|executive|"
    r"director|manager|minister|"
    r"judge|Mr\.?|Ms\.?|Dr\.?|Sir|boss|billionaire|investor|secretary|senator|head|economist|strategist|professor|"
    r"editor|writer|by),? \Z",
    re.IGNORECASE,
)
# A person is told by what he says and by the pronoun that follows.
_WHO = re.compile(r",? (?:who|whose)\b|,? (?:said|says|told|added|adds)\b")
_SAID = re.compile(r"\b(?:said|says|told|adds|added|asked|argued|argues)(?: [A-Z][a-z]+)? \Z")
_BEFORE = re.compile(
    r"\b(?:start-?up|provider|company|firm|operator|neocloud|miner|developer|lab|chipmaker|rival|customer|reseller|"
    r"integrator|unit|subsidiary|conglomerate|carrier)(?: called| named| company)? \Z|\b(?:bought|ordered|purchased|"
    r"leased|rented|placed|made|signed|"
    r"deployed|installed|operated|run|owned|built) by \Z"
)
OTHERS = frozenset(
    spelled(
        "south|north|korea|united|new|york|hong|kong|abu|dhabi|riyadh|zealand|intelligent|australia|canada|mexico|"
        "brazil|spain|"
        "italy|poland|norway|sweden|finland|portugal|greece|ireland|thailand|vietnam|indonesia|philippines|qatar|"
        "kuwait|"
        "silicon|valley|ohio|arizona|virginia|georgia|wisconsin|iowa|louisiana|tennessee|memphis|oregon|utah|nevada|"
        "january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|"
        "wednesday|thursday|friday|saturday|sunday|the|a|an|this|that|these|those|it|its|they|their|we|he|she|his|her|"
        "our|my|i|you|in|on|at|by|for|from|with|as|after|before|but|and|or|while|when|if|since|although|though|"
        "because|however|still|both|each|every|all|some|many|most|several|one|two|three|four|five|six|first|second|"
        "third|last|next|another|other|analysts|analyst|customers|customer|investors|companies|company|buyers|firms|"
        "orders|order|shipments|hyperscalers|clouds|operators|providers|startups|labs|officials|researchers|rivals|"
        "engineers|people|others|demand|supply|sales|revenue|production|output|spending|capex|capital|clusters|"
        "cluster|deliveries|chips|gpus|gpu|tpu|tpus|ai|cpu|asic|china|chinese|us|u|uk|eu|america|american|europe|"
        "european|japan|japanese|korea|korean|taiwan|taiwanese|india|indian|saudi|arabia|uae|emirates|france|french|"
        "germany|german|britain|british|canada|canadian|russia|russian|singapore|malaysia|texas|california|ohio|"
        "nevada|washington|beijing|shanghai|shenzhen|tokyo|london|wall|street|total|together|combined|according|"
        "meanwhile|separately|overall|management|executives|ceo|cfo|chief|president|q1|q2|q3|q4|h1|h2|fy|there|here|"
        "no|not|so|then|now|today|yesterday|what|which|who|how|why|where|sources|reports|report|data|figures|"
        "estimates|estimate|guidance|purchases|purchase|backlog|rental|rentals|prices|price|contract|contracts|"
        "tenants|tenant|users|user|developers|governments|government|states|state|congress|senate|commerce|department|"
        "ministry|house|white|trump|biden|musk|altman|huang|zuckerberg|nadella|pichai|son|bezos|jassy|year|quarter|"
        "half|month|week|phase|stage|part|section|table|figure|note|update|breaking|exclusive|source|nodes|gaming|"
        "automotive|networking|visualization|emerging|technologies|services|products|segment|servers|server|racks|"
        "rack|systems|center|centre|centers|centres|cloud|power|capacity|shares|stock|big|tech|training|inference|"
        "tokens|model|models|software|hardware|memory|storage|server's|net|gross|operating|only|about|around|nearly|"
        "unfilled|annualized|annualised|adjusted|installation|commission|members|faculty|fees|median|somebody|better|"
        "self-mining|scientists|god|claude|gemini|grok|llama|information|infrastructure|inside|journal|mr|ms|mrs|dr|"
        "swedes|danes|finns|saudis|emiratis|kingdom|armenia|iceland|denmark|munich|berlin|paris|riyadh|chennai|mumbai|"
        "of|de|over|under|up|down|more|less|than|even|just|also|"
        "spot|on-demand|reserved|hourly|monthly|rents|rent|market|gw|mw|kw|tw|client|solutions"
    )
)


_STOPS = frozenset(".;:!?")
# Who follows such a word leads the firm named before it.
_POSTS = frozenset({"CEO", "CFO", "COO", "CTO"})


def names(text: str) -> Iterator[str]:
    """Yield the capitalised names of a text that have the form of a firm, or act like one."""
    for match in _CAPITALS.finditer(text):
        name, start = _stripped(match[0], match.start())
        if name and _acts(text, name, start):
            yield name
    if any(one in text for one in _UNNAMED):
        yield from (match[0] for match in _VEILED.finditer(text))


# Firms whose names are kept back.
_UNNAMED = ("Customer ", "Client ", "Company ", "Supplier ", "Vendor ", "Tenant ", "Buyer ", "Seller ")
_VEILED = re.compile(rf"\b(?:{'|'.join(_UNNAMED)})[A-Z](?![\w'’])")


def _stripped(name: str, start: int) -> tuple[str, int]:
    """Take off what only begins or ends a sentence: In Firmus, Firmus of."""
    words = name.split(" ")
    while words and words[0].lower() in OTHERS:
        start += len(words.pop(0)) + 1
    words = words[: next((at for at, word in enumerate(words) if word in _POSTS), len(words))]
    while words and words[-1] in {"of", "de"}:
        words.pop()
    return " ".join(words), start


def _is_word(name: str) -> bool:
    """Say whether a name is but the form of one, or a word of the language with another behind it: Group, AI-server."""
    first, _, last = name.partition("-")
    return bool(_SUFFIX.fullmatch(f" {name}")) or (last.isalpha() and last.islower() and first.lower() in OTHERS)


def _acts(text: str, name: str, start: int) -> bool:
    """Say whether a capitalised name has the form of a firm, does what firms do, or is called one."""
    if len(name) < SHORTEST or name.isdigit() or _is_word(name):
        return False
    if _SUFFIX.search(name) and name.lower().split(" ")[0] not in OTHERS:
        return True
    end = start + len(name)
    if text.endswith(("'s ", "’s "), 0, start):
        return False
    led = text[start - 1 : start] == " " and text[start - 2 : start - 1] not in _STOPS
    called = led and (
        _BEFORE.search(text, max(start - 40, 0), start) or TO_FIRMS.search(text, max(start - 60, 0), start)
    )
    told = OF_FIRMS.match(text, end, end + 60) or _headed(text, start, end)
    if not called and not told and not _AFTER.match(text, end, end + 180):
        return False
    if not called and led and _PERSON.search(text, max(start - 30, 0), start):
        return False
    return not (_WHO.match(text, end) or _SAID.search(text, max(start - 20, 0), start))


def _headed(text: str, start: int, end: int) -> bool:
    """Say whether a name begins a short line that tells of it what headlines tell of firms."""
    if start and text[start - 1] != "\n":
        return False
    first = text[start:end].partition(" ")[0].lower()
    if first in WORDS or first.endswith(("ing", "ed")):
        return False
    ends = text.find("\n", end)
    return (ends if ends >= 0 else len(text)) - start <= HEADLINE and bool(HEADED.match(text, end, end + 40))
