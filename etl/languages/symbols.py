"""Signs and abbreviations that mean the same in every language."""

# ruff: noqa: E501 - word lists and patterns are read, and compared, line by line

from __future__ import annotations

# Power of ten by abbreviation; single letters count only when they touch the number or stand in capitals.
ABBREVIATED = {
    "k": 3,
    "m": 6,
    "mn": 6,
    "mm": 6,
    "mln": 6,
    "b": 9,
    "bn": 9,
    "bln": 9,
    "t": 12,
    "tn": 12,
    "trn": 12,
    "trln": 12,
    "tln": 12,
}

CURRENCY_SIGNS = {
    "us$": "USD", "$us": "USD", "$": "USD", "nt$": "TWD", "hk$": "HKD", "s$": "SGD", "sg$": "SGD", "a$": "AUD", "au$": "AUD",
    "c$": "CAD", "ca$": "CAD", "cad$": "CAD", "nz$": "NZD", "r$": "BRL", "mx$": "MXN", "€": "EUR", "£": "GBP", "¥": "¥",
    "cn¥": "CNY", "jp¥": "JPY", "rmb¥": "CNY", "₩": "KRW", "₹": "INR", "₽": "RUB", "₺": "TRY", "₫": "VND", "฿": "THB",
    "₿": "BTC", "₪": "ILS", "₱": "PHP", "₦": "NGN", "₡": "CRC", "₾": "GEL", "₭": "LAK", "₮": "MNT", "₴": "UAH", "₵": "GHS", "₲": "PYG", "₸": "KZT", "₼": "AZN", "hk $": "HKD", "c $": "CAD", "us $": "USD", "nt $": "TWD", "r $": "BRL",
}  # fmt: skip

ISO = (
    "usd cny eur gbp jpy krw twd hkd sgd cad aud inr chf rub brl sek nok dkk nzd mxn zar try thb vnd php idr myr pln czk huf "
    "ils aed sar qar kwd bhd ngn egp pkr bdt lkr clp cop ars pen uah kzt ron bgn mop btc "
    "lbp jod omr kes ghs tnd dzd iqd isk azn uzs npr mmk khr uyu jmd xof etb tzs ugx zmw rsd pyg"
)
# 30 MUSD, MSEK 1,200 and 5 kEUR: a size written before the code.
_TRADED = "usd eur gbp jpy cny krw twd hkd sgd cad aud nzd inr chf brl sek nok dkk pln"
SIZED = {
    size + code: (code.upper(), factor)
    for code in _TRADED.split()
    for size, factor in (("m", "1000000"), ("k", "1000"), ("bn", "1000000000"))
} | {"mrmb": ("CNY", "1000000")}
CODES = {code: code.upper() for code in ISO.split()} | {
    "rmb": "CNY", "ntd": "TWD", "nt": "TWD", "cnh": "CNY", "rs": "INR", "rs.": "INR", "rm": "MYR", "rp": "IDR", "us": "USD",
    "dh": "AED", "dhs": "AED", "sr": "SAR", "nis": "ILS", "inr.": "INR", "rs .": "INR",
} | {code: iso for code, (iso, _) in SIZED.items()}  # fmt: skip
# mxn$ 15, aud $ 15, mex$ 15: whose dollar or peso the sign is.
_DOLLARS = "usd hkd sgd aud cad nzd mxn twd brl clp cop ars"
CURRENCY_SIGNS |= {f"{code}{gap}$": code.upper() for code in _DOLLARS.split() for gap in ("", " ")}
CURRENCY_SIGNS |= {
    "mex$": "MXN",
    "ntd$": "TWD",
    "au $": "AUD",
    "nz $": "NZD",
    "ca $": "CAD",
    "sg $": "SGD",
    "mx $": "MXN",
}

# Unit id and factor by abbreviation; powers are in GW, shares of one.
PHYSICAL = {
    "%": ("share", "0.01"), "‰": ("share", "0.001"), "bps": ("bp", "1"), "bp": ("bp", "1"), "pp": ("pp", "0.01"),
    "gw": ("GW", "1"), "mw": ("GW", "0.001"), "kw": ("GW", "0.000001"), "tw": ("GW", "1000"), "w": ("W", "1"),
    "gwh": ("GWh", "1"), "mwh": ("GWh", "0.001"), "kwh": ("kWh", "1"), "twh": ("GWh", "1000"), "wh": ("Wh", "1"),
    "nm": ("nm", "1"), "μm": ("um", "1"), "µm": ("um", "1"), "um": ("um", "1"), "mm": ("mm", "1"), "cm": ("cm", "1"),
    "km": ("km", "1"), "m": ("m", "1"), "m²": ("m2", "1"), "m2": ("m2", "1"), "㎡": ("m2", "1"), "mm²": ("mm2", "1"), "mm2": ("mm2", "1"),
    "km²": ("km2", "1"), "ft": ("ft", "1"), "kg": ("kg", "1"), "mg": ("mg", "1"), "kb": ("KB", "1"), "mb": ("MB", "1"),
    "gb": ("GB", "1"), "tb": ("TB", "1"), "pb": ("PB", "1"), "eb": ("EB", "1"), "gib": ("GiB", "1"), "mb/s": ("MB/s", "1"), "gb/s": ("GB/s", "1"),
    "tb/s": ("TB/s", "1"), "pb/s": ("PB/s", "1"), "gbps": ("Gbps", "1"), "mbps": ("Mbps", "1"), "tbps": ("Tbps", "1"), "gbit/s": ("Gbps", "1"),
    "gt/s": ("GT/s", "1"), "hz": ("Hz", "1"), "khz": ("kHz", "1"), "mhz": ("MHz", "1"), "ghz": ("GHz", "1"), "flops": ("FLOPS", "1"),
    "gflops": ("GFLOPS", "1"), "tflops": ("TFLOPS", "1"), "pflops": ("PFLOPS", "1"), "eflops": ("EFLOPS", "1"), "petaflops": ("PFLOPS", "1"),
    "exaflops": ("EFLOPS", "1"), "teraflops": ("TFLOPS", "1"), "tops": ("TOPS", "1"), "mah": ("mAh", "1"), "mp": ("MP", "1"), "px": ("px", "1"),
    "fps": ("fps", "1"), "dpi": ("dpi", "1"), "ppi": ("ppi", "1"), "v": ("V", "1"), "kv": ("kV", "1"), "°": ("degree", "1"), "°c": ("C", "1"),
    "℃": ("C", "1"), "°f": ("F", "1"), "″": ("inch", "1"), '"': ("inch", "1"), "”": ("inch", "1"), "x": ("x", "1"), "×": ("x", "1"), "h": ("hours", "1"),
    "hr": ("hours", "1"), "hrs": ("hours", "1"), "ms": ("ms", "1"), "ns": ("ns", "1"), "db": ("dB", "1"), "nits": ("nit", "1"),
} | SIZED  # fmt: skip

# Behind a unit, in whatever language: the suffix the unit gets.
SLASH_RATES = {
    "/hr": "per_gpu_hour", "/hour": "per_gpu_hour", "/h": "per_gpu_hour", "/gpu-hr": "per_gpu_hour", "/gpu-hour": "per_gpu_hour",
    "/gpu hour": "per_gpu_hour", "/gpu/hr": "per_gpu_hour", "/gpu/hour": "per_gpu_hour", "/gpu·hour": "per_gpu_hour", "/gpu-h": "per_gpu_hour", "/gpuh": "per_gpu_hour",
    "/year": "per_year", "/yr": "per_year", "/annum": "per_year", "/month": "per_month", "/mo": "per_month",
    "/小时": "per_gpu_hour", "/时": "per_gpu_hour", "/卡时": "per_gpu_hour", "/卡/小时": "per_gpu_hour", "/gpu小时": "per_gpu_hour",
    "/卡·时": "per_gpu_hour", "/gpu时": "per_gpu_hour", "/卡小时": "per_gpu_hour", "/年": "per_year", "/月": "per_month", "/台/月": "per_month", "/p/年": "per_year",
}  # fmt: skip
