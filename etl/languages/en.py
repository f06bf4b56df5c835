"""English."""

# ruff: noqa: E501 - word lists and patterns are read, and compared, line by line

from __future__ import annotations

import re

from etl.languages.language import DIGITS, YEARS, Language, PeriodRule
from etl.languages.symbols import ABBREVIATED, CODES, CURRENCY_SIGNS, PHYSICAL, SLASH_RATES
from etl.model import Qualifier

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMERALS = (
    {word: n for n, word in enumerate(_ONES.split())}
    | {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
    | {"a": 1, "an": 1, "nought": 0, "naught": 0}
)
LARGE = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "mil": 6, "lakh": 5, "crore": 7}
LARGE |= {"lac": 5, "lkh": 5, "cr": 7}
_IN_PLURAL = ("thousand", "million", "billion", "trillion", "lakh", "crore", "lac", "lkh", "cr")
LARGE |= {f"{word}s": LARGE[word] for word in _IN_PLURAL}
PLURAL = {"tens": 1, "dozens": 1, "hundreds": 2, "thousands": 3, "millions": 6, "billions": 9, "trillions": 12}
_MANY = "hundreds?|thousands?|millions?|billions?|trillions?"
SUFFIXES = re.compile(
    rf"[ -]{{0,2}}(?P<run>lakhs? crores?|hundred thousand|hundred million|hundred billion|thousand billion|thousand million|{_MANY}|bln|mln|tln|trn|trln|mil|bn|tn|lakhs?|lacs?|lkhs?|crores?|crs?)(?![a-z])"
    r"|(?P<short>mn|mm|bn|tn|k|m|b|t)(?![a-z0-9]|-(?!gpu|tpu|chip|card|accelerator|node|[a-z]{1,3}\d{2,4})[a-z])|(?P<apart> {1,2}[mMbBkKtT])(?![a-z0-9'])"
)
_WORD = "|".join(sorted([*NUMERALS, *LARGE], key=len, reverse=True))
_SMALL = "|".join([*_ONES.split(), *_TENS.split(), "nought", "naught"])
_NEXT = "|".join(word for word in _WORD.split("|") if word not in {"a", "an"})
NUMBER_WORDS = re.compile(
    rf"(?P<tens>tens|dozens|hundreds|thousands|millions|billions|trillions)(?: of (?P<of>thousands|millions|billions|trillions))?(?![a-z])"
    rf"|(?P<some>several|a few|few|multiple) (?P<many>{_MANY}|dozen)(?: (?P<of2>thousand|million|billion|trillion))?(?![a-z])"
    rf"|(?:a )?half[ -](?:an? {{1,2}})?(?P<half>hundred|dozen|thousand|million|billion|trillion)(?![a-z])|(?P<bare>half an?)(?= (?:gigawatt|megawatt|percent|per cent|dollar|euro|cent|year))|(?:a )?(?<!first )(?<!second )(?<!third )(?<!fourth )(?<!last )(?<!this )(?<!next )quarter[ -](?P<fourth>million|billion|trillion)(?![a-z])"
    rf"|(?:a )?couple(?: of)? (?P<couple>hundred|thousand|million|billion|trillion|dozen)s?(?: (?P<couple2>thousand|million|billion|trillion))?(?![a-z])"
    rf"|(?P<top6>one|two|three|four|five|six|seven|eight|nine)[ -](?:in|out of)[ -](?:every[ -])?(?P<bottom>three|four|five|six|seven|eight|nine|ten|twenty)(?![a-z])(?! (?:years?|months?|days?|weeks?|hours?|quarters?|minutes?|million|billion|thousand|hundred))"
    rf"|(?:(?P<top3>one|two|three|an?)[ -])?(?P<part3>half|third|quarter|fifth|tenth)s? of an? (?P<whole>million|billion|trillion)(?![a-z])"
    rf"|(?:(?P<top>one|two|three|four|a|an)[ -])?(?P<part>half|third|quarter|fifth|tenth)(?P<s>s?)(?:(?= of(?! \d)| the | its | their | as | more)|(?<=than half)(?= [a-z])(?! (?:hours?|days?|years?|a )))"
    rf"|(?P<top2>one|two|three|four)-(?P<part2>half|third|quarter|fifth|fourth|tenth)s?(?![a-z])"
    rf"|(?P<top4>two|three|four|five|six|seven|eight|nine)[ -](?P<part4>third|fifth|sixth|seventh|eighth|ninth|tenth)s(?![a-z])"
    rf"|(?:(?P<dozens>{'|'.join(_ONES.split())}|an?)[ -])?dozen(?![a-z])|(?P<dozens2>{'|'.join(_ONES.split())})[ -]dozens(?![a-z])"
    rf"|(?:minus |negative )?(?:{_WORD})(?:(?: ?- ?| {{1,3}}|(?:(?<=hundred)|(?<=thousand)|(?<=million)|(?<=billion)|(?<=trillion)) {{1,2}}and {{1,2}})(?:{_NEXT})(?![a-z])| and a (?:half|quarter)(?![a-z])){{0,16}}(?: point(?:[ -](?:{_SMALL})(?![a-z])){{1,12}}(?: (?:{_MANY}))?)?(?![a-z])"
)
_STARTS = [*NUMERALS, *PLURAL, *LARGE, "several", "few", "multiple", "couple", "half", "third", "quarter", "fifth", "tenth", "dozen", "minus", "negative", *(f"{large}th" for large in ("hundred", "thousand", "million", "billion", "trillion"))]  # fmt: skip
_NOT_ALONE = frozenset(["a", "an", "mil", "lac", "lacs", "lkh", "lkhs", "cr", "crs"])
NUMBER_STARTS = tuple(word for word in _STARTS if word not in _NOT_ALONE)

_MONEY = {
    "USD": "dollar|us dollar|u.s. dollar|american dollar|united states dollar|buck", "CNY": "yuan|rmb|renminbi|chinese yuan|yuan renminbi", "EUR": "euro", "GBP": "pound|pound sterling|british pound|sterling",
    "JPY": "yen|japanese yen", "KRW": "won|south korean won|korean won", "TWD": "new taiwan dollar|taiwan dollar|taiwanese dollar|nt dollar", "HKD": "hong kong dollar|hk dollar", "SGD": "singapore dollar|singaporean dollar",
    "AUD": "australian dollar", "CAD": "canadian dollar", "NZD": "new zealand dollar", "INR": "rupee|indian rupee", "CHF": "swiss franc|franc", "RUB": "ruble|rouble|russian ruble", "BRL": "real|reais|brazilian real",
    "SEK": "swedish krona|swedish kronor|krona|kronor", "NOK": "norwegian krone|norwegian kroner", "DKK": "danish krone|danish kroner|kroner|krone", "MXN": "mexican peso|peso", "ZAR": "rand|south african rand", "TRY": "turkish lira|lira",
    "THB": "baht|thai baht", "VND": "dong|vietnamese dong", "IDR": "rupiah|indonesian rupiah", "MYR": "ringgit|malaysian ringgit", "PLN": "zloty|polish zloty", "ILS": "shekel|israeli shekel|israeli new shekel",
    "AED": "dirham|uae dirham|emirati dirham", "SAR": "riyal|saudi riyal|saudi arabian riyal", "PHP": "philippine peso", "CZK": "koruna|czech koruna", "HUF": "forint|hungarian forint", "KWD": "dinar|kuwaiti dinar", "EGP": "egyptian pound",
    "PKR": "pakistani rupee", "BDT": "taka|bangladeshi taka", "CLP": "chilean peso", "COP": "colombian peso", "ARS": "argentine peso", "NGN": "naira|nigerian naira", "UAH": "hryvnia|ukrainian hryvnia", "BHD": "bahraini dinar",
    "QAR": "qatari riyal", "FRF": "french franc", "DEM": "mark|deutsche mark|german mark", "LKR": "sri lankan rupee", "KZT": "tenge", "BTC": "bitcoin",
    "FIM": "finnish markka|markka|finmark", "NLG": "guilder|dutch guilder", "ATS": "austrian schilling|schilling", "ESP": "peseta|spanish peseta", "ITL": "lire|italian lire", "PTE": "escudo", "GRD": "drachma", "BEF": "belgian franc",
    "IEP": "irish pound|punt", "VES": "bolivar", "GHS": "cedi|ghanaian cedi", "KES": "kenyan shilling", "MAD": "moroccan dirham", "OMR": "omani rial", "IRR": "iranian rial|rial", "IQD": "iraqi dinar", "JOD": "jordanian dinar",
    "RSD": "serbian dinar", "BGN": "bulgarian lev|leva", "RON": "romanian leu|lei", "ISK": "icelandic krona|icelandic kronur", "PEN": "peruvian sol", "UYU": "uruguayan peso", "DOP": "dominican peso", "KHR": "riel", "MMK": "kyat",
    "NPR": "nepalese rupee", "MOP": "pataca|macanese pataca", "BND": "brunei dollar", "GEL": "georgian lari|lari", "AZN": "manat|azerbaijani manat", "UZS": "uzbek som",
    "LBP": "lebanese pound", "SYP": "syrian pound", "SDG": "sudanese pound", "DZD": "algerian dinar", "TND": "tunisian dinar", "LYD": "libyan dinar", "ETB": "ethiopian birr|birr", "TZS": "tanzanian shilling", "UGX": "ugandan shilling",
    "ZMW": "zambian kwacha|kwacha", "XOF": "cfa franc", "JMD": "jamaican dollar", "FJD": "fijian dollar", "AMD": "armenian dram|dram", "BYN": "belarusian ruble|belarusian rouble", "MDL": "moldovan leu", "MNT": "tugrik|togrog", "LAK": "lao kip",
}  # fmt: skip
CURRENCIES = {word + s: code for code, words in _MONEY.items() for word in words.split("|") for s in ("", "s")}
_PLAIN = {
    "people": "people|employees|employee|engineers|workers|staff|person|persons|researchers|scientists|staffers|workforce|jobs|specialists|experts|technicians", "racks": "racks|rack|cabinets", "wafers": "wafers|wafer", "wafers_per_month": "wpm|kwpm|wspm",
    "years": "year|years|yr|yrs", "months": "month|months", "days": "day|days", "weeks": "week|weeks", "hours": "hour|hours", "quarters": "quarters|quarter", "minutes": "minute|minutes|min|mins",
    "seconds": "second|seconds|sec|secs", "GW": "gigawatt|gigawatts", "W": "watt|watts", "nm": "nanometer|nanometers|nanometre|nanometres", "inch": "inch|inches", "km": "kilometers|kilometres|kilometer|kilometre", "mile": "mile|miles",
    "m": "meter|meters|metre|metres", "ft2": "square feet|square foot|sq ft", "m2": "square meters|square metres", "acre": "acre|acres", "ft": "feet|foot", "t": "tons|tonnes|ton|tonne|metric tons|metric ton", "lb": "lbs|lb", "oz": "ounces|ounce|oz", "g": "grams|gram", "gal": "gallons|gallon", "bbl": "barrels|barrel", "l": "liters|litres|liter|litre", "ml": "ml", "yd": "yards|yard",
    "ha": "hectares|hectare", "mi2": "square miles|square mile", "km2": "square kilometers|square kilometres", "m3": "cubic meters|cubic metres", "ft3": "cubic feet|cubic foot", "mm": "millimeters|millimetres", "cm": "centimeters|centimetres", "mph": "mph|miles per hour|miles an hour", "kg": "kilograms|kilogram",
    "bp": "basis points|basis point", "x": "times|fold|-fold|time", "px": "pixels|pixel", "nit": "nits", "shares": "shares", "parameters": "parameters", "tokens": "tokens", "degree": "degrees",
    "": "stores|companies|customers|users|sites|homes|countries|data centers|datacenters|data centres|buildings|cores|states|cities|nodes|transistors|households|deals|plants|fabs|clusters|models|products|analysts|cents per share",
}  # fmt: skip
UNITS = {word: (unit, "1") for unit, words in _PLAIN.items() for word in words.split("|")}
UNITS |= {word: (code, "1") for word, code in CURRENCIES.items()} | {
    code: (iso, "1")
    for code, iso in CODES.items()
    if code not in {"us", "nt", "rp", "try", "all", "dh", "sr", "inr.", "rs ."}
}
UNITS |= {word: (code, "1") for word, code in CURRENCY_SIGNS.items() if " " not in word} | PHYSICAL
UNITS |= (
    dict.fromkeys(("percent", "per cent", "pct", "per-cent", "percents", "percentage"), ("share", "0.01"))
    | dict.fromkeys(("percentage points", "percentage point", "percentage-point", "points"), ("pp", "0.01"))
    | dict.fromkeys(("cent", "cents"), ("USD", "0.01"))
)
_POWER = {"terawatt": "1000", "megawatt": "0.001", "kilowatt": "0.000001"}
UNITS |= {word + s: ("GW", factor) for word, factor in _POWER.items() for s in ("", "s")}
UNITS |= dict.fromkeys(("dozen", "dozens", "doz", "dozs", "dz", "dzs"), ("", "12"))
UNITS |= {word: (code, "1") for word, code in {"元": "CNY", "人民币": "CNY", "美元": "USD", "欧元": "EUR", "英镑": "GBP", "日元": "JPY", "円": "JPY", "港元": "HKD", "ரூ": "LKR"}.items()}  # fmt: skip
UNITS |= {"pence": ("GBP", "0.01"), "penny": ("GBP", "0.01"), "pennies": ("GBP", "0.01"), "¢": ("USD", "0.01"), "per mille": ("share", "0.001"), "gigabytes": ("GB", "1"), "gigabyte": ("GB", "1"), "terabytes": ("TB", "1")}  # fmt: skip
CHIP_NOUNS = "chips gpus tpus accelerators cards processors servers units npus xpus asics superchips dies cpus pieces boards lpus graphics-cards chip gpu tpu accelerator card processor server unit"
UNITS |= dict.fromkeys(CHIP_NOUNS.split(), ("units", "1"))
UNITS["kwpm"] = ("wafers_per_month", "1000")
_PLURALS = "chips|gpus|tpus|accelerators|cards|processors|servers|units|npus|xpus|asics|superchips|dies|lpus|[a-z]{1,3}\\d{2,4}[a-z]{0,2}s?|hoppers|blackwells|trainiums?|chip-equivalents"
COUNTED = re.compile(
    rf"-[a-z]{{1,3}}\d{{2,4}}[a-z]{{0,2}}(?![a-z0-9])|(?: of)?(?: (?!(?:of|to|in|by|on|at|for|and|or|from|with|than|is|was|are|were|will|as|per|that|which|worth|into|more(?= (?:than|or)\b)|employees|people|workers|engineers|homes|users)\b)[a-z&'][a-z0-9&'.+/-]{{0,20}}){{0,5}}? (?:{_PLURALS})(?![a-z0-9])(?:(?: (?!(?:and|in|to|for|at|by|or|with|from|on)\b)[a-z0-9-]{{1,12}}){{0,2}}? (?:chips|gpus|tpus|accelerators|processors|cards|servers|systems|(?P<racks>racks|cabinets))(?![a-z0-9]))?"
)

PREFIXES = CURRENCY_SIGNS | CODES | {"rupees": "INR", "ringgit": "MYR", "rupiah": "IDR", "renminbi": "CNY"}
_APPROX, _MIN, _MAX = Qualifier.APPROX, Qualifier.MIN, Qualifier.MAX
_BEFORE = {
    _APPROX: "about|around|roughly|approximately|nearly|almost|some|circa|c.|ca.|close to|an estimated|estimated|approx|approx.|just under|just over|just about|more or less|in the region of|in the neighborhood of|on the order of|as little as",
    _MIN: "over|above|exceeding|exceed|exceeds|exceeded|more than|at least|upwards of|upward of|north of|in excess of|greater than|no less than|no fewer than|not less than|minimum of|well over|surpassing|surpass|surpassed|topping|bigger than|"
    "larger than|higher than|starting at|more than or equal to|greater than or equal to|well above|better than|a minimum of|topped",
    _MAX: "up to|as much as|as many as|at most|no more than|not more than|below|under|less than|fewer than|maximum of|a maximum of|smaller than|lower than|no greater than|at the most|capped at|less than or equal to|well below|shy of|short of",
}
BEFORE = {word: kind for kind, words in _BEFORE.items() for word in words.split("|")}
BEFORE |= {"~": _APPROX, "≈": _APPROX, ">": _MIN, "≥": _MIN, "<": _MAX, "≤": _MAX, ">=": _MIN, "> =": _MIN, "< =": _MAX, "<=": _MAX}  # fmt: skip
BEFORE |= {f"{more} or equal {to}": _MIN for more in ("bigger", "larger", "higher", "greater", "more", "at least") for to in ("to", "than")}  # fmt: skip
BEFORE |= {f"{less} or equal {to}": _MAX for less in ("smaller", "lower", "less", "fewer", "at most") for to in ("to", "than")}  # fmt: skip
AFTER = {"+": _MIN, " or more": _MIN, " and more": _MIN, " or less": _MAX, " or fewer": _MAX, " or so": _APPROX, "-odd": _APPROX, " odd": _APPROX, "-plus": _MIN, " plus": _MIN, " at most": _MAX, " at least": _MIN,
         " or higher": _MIN, " or greater": _MIN, " and above": _MIN, " or above": _MIN, " at the most": _MAX, " or below": _MAX, " or thereabouts": _APPROX}  # fmt: skip

_HOURLY = "per gpu-hour|per gpu hour|per gpu-hr|per gpu per hour|per chip-hour|per chip per hour|an hour|per hour|hourly|a gpu-hour|per hr|a gpu hour|per card-hour|each hour|per gpu/hour|per gpu/hr|per-hour|per gpu-h|per gpu, per hour"
_CARDS = "accelerator|tpu|card|chip|gpu|h100|h200|b200|b300|gb200|gb300|h20|h800|a100|v100|l40s|mi300x|mi325x|mi355x"
RATES = SLASH_RATES | {f" {word}": "per_gpu_hour" for word in _HOURLY.split("|")}
RATES |= {
    f" {each} {card}{hour}": "per_gpu_hour"
    for each in ("per", "a")
    for card in _CARDS.split("|")
    for hour in ("-hour", " hour", "-hr", " per hour")
}
RATES |= {
    f" {word}": "per_year"
    for word in (
        "a year",
        "per year",
        "annually",
        "per annum",
        "each year",
        "every year",
        "yearly",
        "a-year",
        "per-year",
    )
}
RATES |= {f" {word}": "per_month" for word in ("a month", "per month", "monthly", "each month", "every month")} | {
    "-a-year": "per_year",
    "-per-hour": "per_gpu_hour",
}
RECURRING = {"annual rent": "per_year", "annual payments of": "per_year", "annual payment of": "per_year", "annual rental": "per_year", "a year for": "per_year", "annual cost of": "per_year", "annual fee of": "per_year", "per year for": "per_year",
             "each year pay": "per_year", "annual lease payments of": "per_year", "hourly rate of": "per_gpu_hour", "hourly price of": "per_gpu_hour", "hourly rates": "per_gpu_hour", "per hour at": "per_gpu_hour",
             "monthly rent": "per_month", "monthly rental": "per_month", "monthly fee": "per_month", "monthly lease": "per_month", "monthly rate": "per_month", "monthly price": "per_month", "monthly cost": "per_month", "monthly payment of": "per_month", "monthly payments of": "per_month", "per month at": "per_month", "each month pays": "per_month"}  # fmt: skip

_Y = r"(?:19|20)\d\d"
_YB = r"(?![\d%]|,\d|\.\d)"
# A column of a table of analysts: 2024A is what came, 2025E and 2026F what they expect.
_MARKED = r"[aef](?![a-z\d])"
_MONTHS = "january february march april may june july august september october november december"
_MON = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_D = r"(?:3[01]|[12]\d|0?[1-9])"
_ORD = "first|second|third|fourth|1st|2nd|3rd|4th"
_HALF = "first|second|latter|back|1st|2nd"
_REL = "this|next|last|current|coming|upcoming|previous|prior|past|following|same"
_SEASONS = "spring|summer|autumn|winter|fall"
_ONE = "one|two|three|four|five|six|seven|eight|nine"
_TEEN = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_UNDER_100 = rf"(?:{_TEEN}|(?:{_TENS.replace(' ', '|')})(?:[ -](?:{_ONE}))?)"
# A year as it is said; alone it needs a word before it that years follow, and none behind it that it could count.
_YW = rf"(?:(?:eighteen|nineteen|twenty)[ -](?:hundred and )?(?:{_UNDER_100}|oh[ -](?:{_ONE}))|two thousand(?: and)? (?:{_UNDER_100}|{_ONE}))(?![a-z-]| (?:hundred|thousand|million|billion|percent|per cent))"
_SPOKEN = r"(?:(?<=\bin )|(?<=\bof )|(?<=\bby )|(?<=\bsince )|(?<=\bfrom )|(?<=\buntil )|(?<=\byear )|(?<=\bduring ))"
_DECADES = "twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties"
_CENTURIES = "fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first"
_ORDQ = rf"(?P<q_5>{_ORD}|final|last(?=[ -](?:fiscal |calendar )?quarter (?:of|in) (?:the )?(?:fiscal|financial|fy|calendar|year|\d|'|this|last|next|nineteen|two thousand|twenty)))[ -](?P<fy_5>fiscal |financial )?(?:calendar )?quarter|(?P<h_5>{_HALF}) half"
_OF = rf"(?:,? (?:of |in |for )?(?:the )?(?:(?P<fy_6>fiscal|fy|financial|its fiscal)(?: year)? ?)?(?:calendar )?(?:year )?(?:(?P<y_6>{_Y}){_YB}|(?P<yw_6>{_YW})|'?(?P<yy_6>\d\d)(?=\b)(?<=[ '\d]\d\d)(?! ?[%a-z]|[,.]\d)|(?P<r_6>(?:this|next|last|current|the previous|the following|the) (?:fiscal )?year)))?"
_MONTH_STARTS = tuple(word[:n] for word in _MONTHS.split() for n in (3,))
_COUNTED = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
PERIOD_RULES = (
    PeriodRule("en.date.iso", YEARS, re.compile(rf"(?P<y>{_Y})(?P<s>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=s)(?P<d>{_D})(?![\d.])")),
    PeriodRule("en.date.slash", DIGITS, re.compile(rf"(?P<m>1[0-2]|0?[1-9])/(?P<d>{_D})/(?P<y>{_Y})(?!\d)")),
    PeriodRule("en.month.iso", YEARS, re.compile(rf"(?P<y>{_Y})(?:[-/](?P<m>1[0-2]|0?[1-9])(?![\d-]|[,.]\d)| ?[-/] ?(?P<m_2>1[0-2]|0[1-9])(?= ?[.,;:)?!](?!\d)|\Z))")),
    PeriodRule("en.month.slash", DIGITS, re.compile(rf"(?P<m>1[0-2]|0?[1-9])[-/](?P<y>{_Y})(?![\d/-])|(?P<m_2>1[0-2]|0[1-9]) ?[-/] ?(?P<y_2>{_Y})(?= ?[.,;:)?!](?!\d)|\Z)")),
    PeriodRule("en.span.short", YEARS, re.compile(rf"(?P<y>{_Y})[-/](?P<yy2>\d\d)(?![\d%-]|[,.]\d)(?! ?(?:billion|million))")),
    PeriodRule("en.quarter.code", YEARS, re.compile(rf"(?P<fy>fy)?(?P<y>{_Y})[ /-]?(?:q(?P<q>[1-4])|h(?P<h>[12]))(?:{_MARKED}|(?![\da-z]))")),
    PeriodRule("en.quarter.turned", DIGITS, re.compile(rf"(?:(?P<q>[1-4])q|(?P<h>[12])h) ?(?:(?P<fy>fy|f(?='?\d\d)) ?)?'?(?:(?P<y>{_Y})|(?P<yy>\d\d))(?![\d%])")),
    PeriodRule("en.quarter.fiscal.turned", ("f1q", "f2q", "f3q", "f4q"), re.compile(rf"(?P<fy>f)(?P<q>[1-4])q ?'?(?:(?P<y>{_Y})|(?P<yy>\d\d))(?![\d%])")),
    PeriodRule("en.decade", YEARS, re.compile(r"(?P<decade4>(?:19|20)\d0)(?:'?s(?![a-z])| s(?=[.,;]|\Z))")),
    PeriodRule("en.century", DIGITS, re.compile(r"(?P<vague>(?P<century>1\d|2[0-2]|[2-9])(?:st|nd|rd|th) {1,2}century)(?!-| fox)")),
    PeriodRule("en.century.words", tuple(f"{nth} century" for nth in _CENTURIES.split("|")), re.compile(rf"(?P<vague>(?P<century>{_CENTURIES}) century)(?!-| fox)")),
    PeriodRule("en.year.early", ("year",), re.compile(r"(?<!this )(?<!last )(?<!next )(?<!per )(?<!each )(?<!every )(?<!a )year (?P<y>[1-9]\d\d)(?= ?[.,;:)?!](?!\d)|\Z)")),
    PeriodRule("en.decade.short", DIGITS, re.compile(r"(?<=the )(?P<decade>[5-9]0)'?s(?![a-z])|(?<=the ')(?P<decade_2>[1-9]0)s(?![a-z])")),
    PeriodRule("en.decade.words", ("nineteen", "eighteen", "twenty", "two thousand", "noughties", *_DECADES.split("|")), re.compile(rf"(?P<century>eighteen|nineteen|twenty|two thousand(?: and)?)[ -](?P<decadew>tens|{_DECADES})(?![a-z])|(?<=the )(?P<decadew_2>noughties|two thousands|fifties|sixties|seventies|eighties|nineties)(?![a-z])")),
    PeriodRule("en.year.short", DIGITS, re.compile(r"(?:(?<=\bin ['’])|(?<=\bof ['’])|(?<=\bby ['’])|(?<=\bto ['’])|(?<=\band ['’])|(?<=\bfor ['’])|(?<=\bfrom ['’])|(?<=\bsince ['’])|(?<=\buntil ['’])|(?<=\bthrough ['’])|(?<=\bearly ['’])|(?<=\blate ['’])|(?<=\bmid['’ -]['’]))(?P<yy>[12]\d)(?![\d%]|s\b|[,.]\d| ?[a-z]*(?:illion|gpus|chips))")),
    PeriodRule("en.season", tuple(f"{when} {season}" for when in ("this", "next", "last", "the") for season in _SEASONS.split("|")), re.compile(rf"(?P<rm>this|next|last|the) (?P<season>{_SEASONS})(?![a-z]|'s| of)(?<!the fall)")),
    PeriodRule("en.year.part", ("early in", "late in", "later in", "mid-year", "midyear"), re.compile(r"(?P<part>early|later?) in (?:the |this )(?P<r>year)(?!s|-| [a-z]+ (?:year|month))|(?:(?<=\bby )|(?<=\bat )|(?<=\bin )|(?<=\baround ))(?P<part_2>mid)-?(?P<r_2>year)(?![a-z-])")),
    PeriodRule("en.year.month", YEARS, re.compile(rf"(?P<y>{_Y})[ -](?P<m>{_MON.replace('mar(?:ch)?|', '').replace('may|', '')})(?![a-z]|\.? \d)")),
    PeriodRule("en.year.words", ("eighteen", "nineteen", "twenty", "two thousand"), re.compile(rf"{_SPOKEN}(?P<yw>{_YW})(?! (?!(?:and|to|the|it|we|he|she|they|was|were|is|are|will|would|when|while|as|with|by|in|on|at|after|before|through|until|compared|than|from|but|or|which)\b)[a-z])")),
    PeriodRule("en.day.month", DIGITS, re.compile(rf"(?P<d>{_D})(?:st|nd|rd|th)?(?:(?: ?(?:-|to|until|till|through) ?|(?:(?<=between \d)|(?<=between \d\d)) and )(?P<d2>{_D})(?:st|nd|rd|th)?)?[ -](?:of )?(?P<m>{_MON})(?![a-z])\.?(?:,? ?(?P<y>{_Y}){_YB}|,? (?P<yw>{_YW}))?")),
    PeriodRule("en.days.relative", DIGITS, re.compile(rf"(?P<d>{_D})(?:st|nd|rd|th)?(?: ?(?:-|to|until|till|through) ?|(?:(?<=between \d)|(?<=between \d\d)) and )(?P<d2>{_D})(?:st|nd|rd|th)? (?:of |in )?(?P<r>(?:this|next|last) month)")),
    PeriodRule("en.year.fiscal", YEARS, re.compile(rf"(?P<y>{_Y}) (?P<fy>fiscal|financial) year(?! (?:ended|ending))")),
    PeriodRule("en.year.quarter", YEARS, re.compile(rf"(?P<y>{_Y})(?:,|'s)? (?:the )?(?:(?P<q_5>{_ORD})[ -]quarter|(?P<h_5>first|second) half)")),
    PeriodRule("en.month.quarter", _MONTH_STARTS, re.compile(rf"(?P<mq>{_MON})[ -](?:(?P<y_2>{_Y})[ -]quarter|(?:quarter|period(?![a-z]))(?:,? (?:of )?(?P<y>{_Y}){_YB})?)")),
    PeriodRule("en.month.day", _MONTH_STARTS, re.compile(rf"(?P<m>{_MON})(?![a-z])\.? (?:the |between )?(?P<d>{_D})(?:st|nd|rd|th)?(?![\d%:]|,\d|\.\d| ?(?:billion|million|percent|%))(?:(?: ?(?:-|to|through) ?|(?:(?<=between \d)|(?<=between \d\d)) and )(?P<d2>{_D})(?:st|nd|rd|th)?(?![\d%]))?(?:,? (?:of )?(?P<y>{_Y}){_YB}|,? (?P<yw>{_YW}))?")),
    PeriodRule("en.month.year", _MONTH_STARTS, re.compile(rf"(?P<m>{_MON})(?![a-z])\.?(?:,?(?: of| in)?[ -](?:(?P<y>{_Y}){_YB}|(?P<yw>{_YW})|(?P<r>(?:this|next|last) year))|[ -]?'(?P<yy>\d\d)(?!\d)| (?P<yy_3>[7-9]\d)(?![\d%,.]\d|[\d%:/-]| ?[a-z%])| of '?(?P<yy_2>\d\d)(?![\d%,.]\d| ?[a-z%]|[-/]))")),
    PeriodRule("en.month", _MONTH_STARTS, re.compile(rf"(?P<m>{_MON})(?![a-z]|'s)")),
    PeriodRule("en.quarter.short", ("q1", "q2", "q3", "q4", "h1", "h2", "fq1", "fq2", "fq3", "fq4"), re.compile(rf"(?:(?P<fy_8>f)?q(?P<q_5>[1-4])|h(?P<h_5>[12]))(?![\da-eg-z]|f(?!y?'?\d\d))(?:(?:[ /-]|'(?=f))?(?:of |in )?(?:the )?(?:(?P<fy_6>fiscal|fy|f(?='?\d\d))(?: year)? ?)?(?:calendar )?(?:'?(?P<y_6>{_Y}){_YB}|'(?P<yy_6>\d\d)(?!\d)|(?:(?<=fy)|(?<=\df)|(?<= f))(?P<yy_7>\d\d)(?!\d)|(?<=[qh]\d )(?P<yy_8>2\d)(?![\d%,.-])(?! [a-z])|(?P<r_6>(?:this|next|last) year)))?")),
    PeriodRule("en.ordinal", tuple((_ORD + "|final|last|latter|back").split("|")), re.compile(rf"(?:{_ORDQ})(?!ly){_OF}")),
    PeriodRule("en.first.months", ("first",), re.compile(rf"first (?P<firstm>two|three|four|five|six|seven|eight|nine|ten|eleven|1[01]|[2-9]) months(?: of (?:(?P<y>{_Y}){_YB}|(?P<r>(?:this|next|last) year)))?")),
    PeriodRule("en.first.quarters", ("first",), re.compile(rf"first (?P<first>two|three|2|3) quarters(?: of (?:(?P<y>{_Y}){_YB}|(?P<r>(?:this|next|last) year))|(?! of (?!the (?:year|fiscal|financial)|its|fiscal)))")),
    PeriodRule("en.last.months", ("last", "final"), re.compile(rf"(?:last|final) (?P<lastm>two|three|four|six|[2-6]) months of (?:(?P<y>{_Y}){_YB}|(?P<r>(?:this|next|last) year))")),
    PeriodRule("en.relative.part", ("this", "next", "last"), re.compile(rf"(?P<r>(?:this|next|last) year)'s (?:(?P<m>{_MON})(?![a-z])|(?P<q>{_ORD}|final)[ -]quarter|(?P<h>first|second) half)")),
    PeriodRule("en.after.next", ("month after", "year after", "quarter after", "week after"), re.compile("(?P<r>(?:month|year|quarter|week) after (?:the )?next)(?! [a-z]*(?:month|year|quarter|week))")),
    PeriodRule("en.before.last", ("month before", "year before", "quarter before", "week before"), re.compile("(?P<r>(?:month|year|quarter|week) before last)(?! [a-z]*(?:month|year|quarter|week))")),
    PeriodRule("en.fiscal", ("fy", "fiscal", "financial year"), re.compile(rf"(?P<fy>fy|fiscal(?:[ -]year)?|financial year)[ -]?(?:(?P<q_1>{_ORD})[ -]quarter(?: of)? |q(?P<q_2>[1-4]) |(?P<q_5>[1-4])q ?)?(?:'?(?P<y>{_Y})(?!\d)|'?(?P<yy>\d\d)(?![\d%]))(?:'s)?(?:[ -]?q(?P<q_3>[1-4])(?!\d)|[ -]h(?P<h_3>[12])(?!\d)| (?P<q_4>{_ORD})[ -]quarter| (?P<h_4>first|second) half)?")),
    PeriodRule("en.calendar", ("cy", "q1", "q2", "q3", "q4", "h1", "h2"), re.compile(rf"(?:(?:q(?P<q_1>[1-4])|h(?P<h_1>[12])) ?)?cy[ -]?'?(?:(?P<y>{_Y})|(?P<yy>\d\d))(?![\d%])(?:[ -]?q(?P<q_2>[1-4])(?!\d)|[ -]?h(?P<h_2>[12])(?!\d))?")),
    PeriodRule("en.fiscal.bare", ("fiscal",), re.compile(rf"(?P<fy>fiscal) (?:(?P<q_1>{_ORD})[ -]quarter|q(?P<q_2>[1-4]))")),
    PeriodRule("en.ended", ("quarter", "three months", "six months", "nine months", "12 months", "twelve months", "three-month", "six-month"), re.compile(rf"(?P<length>quarter|three[ -]months?|six[ -]months?|nine[ -]months?|12[ -]months?|twelve[ -]months?)(?: period)?(?: that)? (?:(?P<over>ended|which ended)|ending|to|through)(?: on| in)? (?:(?P<m>{_MON})(?![a-z])\.?(?: (?P<d>{_D})(?![\d%])(?:st|nd|rd|th)?)?|(?P<d_2>{_D}) (?P<m_2>{_MON})(?![a-z])\.?)(?:,? (?P<y>{_Y}){_YB})?")),
    PeriodRule("en.relative", tuple(_REL.split("|")), re.compile(rf"(?P<r>(?:{_REL}) (?:fiscal )?(?:year|quarter|month|week|half|decade)|(?:{_REL}) calendar year)(?P<weekend>(?<=week)end)?(?!s|-|'s time)")),
    PeriodRule("en.week.bare", ("the week", "my week", "our week", "weekend"), re.compile(r"(?P<r>(?:the|my|our) week)(?P<weekend>end)?(?![a-z]|-| of| before| after)|(?<=on )(?P<r_2>week)(?P<weekend_2>end)(?![a-z])")),
    PeriodRule("en.rest", ("rest of", "remainder of"), re.compile(r"(?P<part>(?:the )?(?:rest|remainder) of) (?:the |this )?(?P<r>(?:calendar )?year|month|week|quarter)(?![a-z-])")),
    PeriodRule("en.week.nth", tuple(f"{nth} week" for nth in (*_ORD.split("|"), "last", "final")), re.compile(rf"(?P<weekn>{_ORD}|last|final) week(?: (?:of|in)(?: the)?)? (?:(?P<m>{_MON})(?![a-z])\.?(?:,? (?:of )?(?P<y>{_Y}){_YB})?|(?P<y_2>{_Y}){_YB}|(?P<yw>{_YW})|(?P<r>(?:this|next|last) (?:month|year)))")),
    PeriodRule("en.month.nth", tuple(f"{nth} month of" for nth in _ORD.split("|")), re.compile(rf"(?P<m>{_ORD}) month of (?:(?P<y>{_Y}){_YB}|(?P<r>(?:this|next|last) year))")),
    PeriodRule("en.week.of", ("week of", "week beginning", "week starting", "week commencing", "week ended", "week ending"), re.compile(rf"(?P<weekof>week (?:of|beginning|starting|commencing|ended|ending))(?: on)? (?:(?P<m>{_MON})(?![a-z])\.? (?P<d>{_D})|(?P<d_2>{_D}) (?P<m_2>{_MON})(?![a-z])\.?)(?:st|nd|rd|th)?(?![\d%])(?:,? (?P<y>{_Y}){_YB})?")),
    PeriodRule("en.window", ("past", "last", "previous", "prior", "next", "coming", "following"), re.compile(rf"(?P<vague>(?P<way>past|last|previous|prior|next|coming|following) (?P<n>\d{{1,2}}|{_ONE}|ten|twelve|fifteen|eighteen|twenty|few|couple of) ?(?P<unit>(?:day|week|month|quarter|year|decade)s?))(?![a-z])(?! of )")),
    PeriodRule("en.relative.month", ("this", "next", "last", "past"), re.compile(rf"(?P<rm>this|next|last|past) (?P<m>{_MON})(?![a-z])")),
    PeriodRule("en.relative.quarter", ("year-ago", "year-earlier"), re.compile("(?P<vague>year-(?:ago|earlier) (?:quarter|period))")),
    PeriodRule("en.day", ("today", "yesterday", "tomorrow"), re.compile("(?P<r>today|yesterday|tomorrow)(?!'s)")),
    PeriodRule("en.ago", ("a year ago", "a year earlier", *(f"{n} years ago" for n in _COUNTED), "year end", "year-end", "the end of the year", "the year's end", "year's end", "christmas", "new year", "the turn of the year", "the year is", "the year's", "year gone", "year just", "quarter just"), re.compile("(?P<r>a year (?:ago|earlier)|(?:two|three|four|five|six|seven|eight|nine) years ago|(?<=the )(?:year gone(?! by)|(?:year|quarter) just (?:past|ended|closed)))|(?P<part>year[ -]end(?!ed|ing)|the end of the year|(?:the |(?<=\\bby )|(?<=\\bat )|(?<=\\bbefore )|(?<=\\buntil ))year's end|(?:(?<=\\bby )|(?<=\\bbefore )|(?<=\\buntil ))(?:christmas|new year)(?!'s? [a-z]+ (?:party|sale))|the turn of the year|(?<=before )the year(?:'s| is) (?:out|over))(?! (?:19|20|of ))(?P<r_2>)")),
    PeriodRule("en.year.two", YEARS, re.compile(rf"(?P<y>{_Y})(?= (?:to|through|and) {_Y}{_YB})")),
    PeriodRule("en.year", YEARS, re.compile(rf"(?P<y>{_Y})(?:{_MARKED}|{_YB}(?![a-z]|-[a-z]|[kmb]\b)(?! (?:{_PLURALS}|people|employees|workers|engineers|billion|million|thousand|trillion|percent|dollars|yuan|hours|megawatts|mw|stores|homes|companies|x \d)(?![a-z])))")),
)  # fmt: skip
_RELATIVE = {
    "this": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
    "upcoming": 1,
    "following": 1,
    "last": -1,
    "previous": -1,
    "prior": -1,
    "past": -1,
    "the following": 1,
    "the previous": -1,
    "the": 0,
}
_STEPS = {"year": "y", "quarter": "q", "month": "m", "week": "w", "half": "h", "decade": "t"}
_STEPS |= {"calendar year": "y", "fiscal year": "-", "fiscal quarter": "-"}
RELATIVES = {f"{word} {step}": (code, offset) for word, offset in _RELATIVE.items() for step, code in _STEPS.items()}
RELATIVES |= {f"same {step}": ("-", 0) for step in _STEPS} | {
    **dict.fromkeys(("a year ago", "year gone", "year just past", "year just ended", "year just closed"), ("y", -1)),
    **dict.fromkeys((f"quarter just {done}" for done in ("past", "ended", "closed")), ("q", -1)),
    "a year earlier": ("-", -1),
    **{f"{count} years ago": ("y", -years) for years, count in enumerate(_COUNTED, 2)},
}
RELATIVES |= {
    f"{step} after {the}next": (step[0], 2) for step in ("year", "quarter", "month", "week") for the in ("", "the ")
}
RELATIVES |= {f"{whose}{step}": (code, 0) for whose in ("", "my ", "our ") for step, code in _STEPS.items()}
RELATIVES |= {f"{step} before last": (step[0], -2) for step in ("year", "quarter", "month", "week")}
RELATIVES |= {"today": ("d", 0), "yesterday": ("d", -1), "tomorrow": ("d", 1), "": ("y", 0)} | {
    f"past {step}": ("-", 0) for step in _STEPS
}
_VALUES = (
    {word: n for n, word in enumerate(_MONTHS.split(), 1)}
    | {word[:3]: n for n, word in enumerate(_MONTHS.split(), 1)}
    | {"sept": 9, "spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
)
_ORDINALS = ("first 1st", "second 2nd latter back", "third 3rd three", "fourth 4th final last", "six", "nine")
_VALUES |= {word: n for n, words in zip((1, 2, 3, 4, 6, 9), _ORDINALS, strict=True) for word in words.split()}

# 5090 in RTX 5090 and 500 in S&P 500 are no amounts.
_NAMES = "s&p nasdaq russell dow ftse nikkei csi rtx gtx titan android windows gpt maia dimensity snapdragon falcon boeing airbus fortune top llama gemini claude play iphone galaxy pixel macos ios wi-fi route highway apollo section chapter page figure table note step level series phase no. # exhibit item form rule category version v tier cortex ryzen xeon core model gen generation grok mistral qwen deepseek area room flight channel article"
_PART_ENDS = "of the in end start beginning middle close rest remainder early mid late later earlier"
LANGUAGE = Language(
    code="en",
    spaced=True,
    letters=re.compile("[A-Za-z]+"),
    # Looked at only where a sign may end a sentence: without the look ahead, ten times slower.
    sentence_end=re.compile(r"(?=[.!?\n])(?:(?<![^A-Za-z][A-Z])(?<!\A[A-Z])(?<!\bInc)(?<!\bCo)(?<!\bCorp)(?<!\bLtd)(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bNo)(?<!\bvs)(?<!\bSept)(?<!\bOct)(?<!\bNov)(?<!\bDec)(?<!\bJan)(?<!\bFeb)(?<!\bAug)[.!?]+[\"”’)\]*]*(?=\s|\Z)|\n+)"),
    numerals=NUMERALS,
    magnitudes=LARGE | ABBREVIATED | {f"{word}s": power for word, power in LARGE.items()},
    suffixes=SUFFIXES,
    number_words=NUMBER_WORDS,
    number_starts=NUMBER_STARTS,
    units=UNITS,
    counted=COUNTED,
    uncounted=re.compile(r"(?!)"),
    prefixes=PREFIXES,
    before=BEFORE,
    after=AFTER,
    ranges=frozenset(["-", "—", "--", "~", "to", "through", "-to-"]),
    lists=frozenset([",", "and", "or", ", and", "&", "/", ", or", "and about", "and around", "and nearly", "and some", "plus", "versus", "vs", "vs."]),
    changes=re.compile(r"\b(?:up|down|raised?|raising|lift\w*|increas\w*|mov\w+|cut|grew|grow\w*|r[io]se\w*|risen|fell|fall\w*|jump\w*|went|boost\w*|climb\w*|narrow\w*|hik\w+|bump\w*|reduc\w+|low\w*|trim\w*|expan\w+|doubl\w+|improv\w+|chang\w+|revis\w+|drop\w*|slid\w*|surg\w*|soar\w*|swell\w*)\b"),
    rates=RATES,
    recurring=RECURRING,
    income=re.compile("revenue|profit|sales|income|growth"),
    restating=re.compile(r"(?:or )?(?:about|around|approximately|roughly|some|nearly|equivalent to|equal to|worth|or|i\.e\.|=|~|≈|over|more than| |,)*"),
    names=frozenset(_NAMES.split()),
    date_digits=re.compile(r"[0-9](?<![A-Za-z0-9_.$€£¥#/][0-9])(?<![0-9][,-][0-9])(?:(?:(?<=1)9|(?<=2)0)\d\d(?!\d)|(?<=['’][12])\d(?![\d%])|\d?(?=(?:st|nd|rd|th)?(?: ?(?:-|to|until|till|through|and) ?\d\d?)?[ -](?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:st|nd|rd|th)? ?(?:-|to|until|till|through|and) ?\d\d? (?:of |in )?(?:this|next|last) month|[qh] ?'?f?y?\d\d|(?:st|nd|rd|th) {1,2}century|0'?s(?![a-z])|(?:/\d\d?)?[-/](?:19|20)\d\d(?![\d-])|\d ?[-/] ?(?:19|20)\d\d(?![\d-])| months (?:to|end)))"),
    period_rules=PERIOD_RULES,
    period_joiner=re.compile(" ?(?:-|—|to|through|until|till|and(?= ))(?: (?:the )?(?:end of )?| ?)"),
    openings={"from": "from", "since": "from", "starting": "from", "starting in": "from", "beginning": "from", "beginning in": "from", "starting from": "from", "through": "through", "until": "through", "between": "between", "till": "through", "after": "after", "beyond": "after", "post": "after", "as of": ""},
    closings={" onwards": "from", " onward": "from", " and beyond": "from", " or later": "from"},
    parts=re.compile(r"(?:(?:by |at |in |through |until )?(?:the )?(?:very )?(?:end|start|beginning|middle|close|rest|remainder)(?: of|-)(?: the)? ?|(?:early|mid|late|later|earlier|end|middle|year-end|year end)(?:-to-late|-to-mid)?(?: in)?[ -](?:the )?)\Z"),
    part_ends=frozenset(_PART_ENDS.split()),
    values=_VALUES, relatives=RELATIVES,
)  # fmt: skip
