"""
Numbers as people read them: 485k and $80B, or 48.5万块 and 800亿美元.

Marks and titles show three significant digits; a count in 万 keeps one decimal below 1,000万. No figure is made here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from dashboard.state import State

SIGNIFICANT = 3
THOUSAND = 1000
_KMB = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k"))
_WANYI = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万"))
_MINUS = "−"
_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class _Unit:
    """What stands before and after a number, per language."""

    before: str = ""
    after_en: str = ""
    after_zh: str = ""
    scale: float = 1
    magnitudes: bool = True


_MONEY = {
    "USD": ("$", "美元"),
    "CNY": ("¥", "元"),
    "EUR": ("€", "欧元"),
    "JPY": ("JP¥", "日元"),
    "TWD": ("NT$", "新台币"),
}
_RATES = {
    "": ("", ""),
    "_per_year": ("/yr", "/年"),
    "_per_month": ("/mo", "/月"),
    "_per_gpu_hour": ("/GPU-h", "/卡时"),
    "_per_kw_month": ("/kW-mo", "/千瓦月"),
    "_per_kwh": ("/kWh", "/千瓦时"),
}
_UNITS = {
    "units": _Unit(after_zh="块"),
    "share": _Unit(after_en="%", after_zh="%", scale=100, magnitudes=False),
    "GW": _Unit(after_en=" GW", after_zh="吉瓦", magnitudes=False),
    "kW": _Unit(after_en=" kW", after_zh="千瓦", magnitudes=False),
    "nm": _Unit(after_en=" nm", after_zh="纳米", magnitudes=False),
    "tera_ops": _Unit(after_en=" tera-ops/s", after_zh="万亿次/秒", magnitudes=False),
    "years": _Unit(after_en=" years", after_zh="年", magnitudes=False),
    "ratio": _Unit(),
    "index": _Unit(),
    "units_per_week": _Unit(after_en="/wk", after_zh="块/周"),
    "units_per_quarter": _Unit(after_en="/qtr", after_zh="块/季"),
    "people": _Unit(after_zh="人"),
    "hours_per_year": _Unit(after_en=" h/yr", after_zh="小时/年", magnitudes=False),
    "observations": _Unit(after_zh="条"),
    "wafers_per_month": _Unit(after_en=" wafers/mo", after_zh="片/月"),
    **{
        f"{money} per USD": _Unit(after_en=f" {money} per USD", after_zh=f" {name}/美元")
        for money, (_, name) in _MONEY.items()
    },
} | {
    money + rate: _Unit(before=sign, after_en=words[0], after_zh=name + words[1])
    for money, (sign, name) in _MONEY.items()
    for rate, words in _RATES.items()
}


def compact(value: float, unit: str, state: State) -> str:
    """
    Return a number as a mark shows it.

    >>> compact(1_074_000, "units", State())
    '1.07M'
    >>> compact(80e9, "USD", State(lang="zh"))
    '800亿美元'
    """
    return _dressed(_scaled(value, unit, state), unit, state)


def span(low: float, high: float, unit: str, state: State) -> str:
    """
    Return a range with its unit said once.

    >>> span(60e9, 65e9, "USD", State())
    '$60–65B'
    """
    first, last = _scaled(low, unit, state), _scaled(high, unit, state)
    word = _magnitude(last)
    if word and first.endswith(word):
        first = first.removesuffix(word)
    return _dressed(f"{first}–{last}", unit, state)


def measure(value: float | None, low: float | None, high: float | None, unit: str, state: State) -> str:
    """Return a value, a range, or a one-sided bound (≥ or ≤); empty when nothing is known."""
    value, low, high = _known(value), _known(low), _known(high)
    if value is not None:
        return compact(value, unit, state)
    if low is not None and high is not None:
        return compact(low, unit, state) if low == high else span(low, high, unit, state)
    if low is not None:
        return "≥ " + compact(low, unit, state)
    return "" if high is None else "≤ " + compact(high, unit, state)


def full(value: float, unit: str, state: State) -> str:
    """
    Return every digit, for hover text.

    >>> full(485000, "units", State(lang="zh"))
    '485,000块'
    """
    known = _UNITS.get(unit, _Unit())
    digits = f"{abs(value) * known.scale:,.6f}".rstrip("0").rstrip(".")
    return _dressed(_signed(digits, value), unit, state)


def bare(value: float, unit: str, state: State) -> str:
    """Return the number of a mark without its unit words, for axis ticks; a sign or % that leads or ends it stays."""
    text = _scaled(value, unit, state)
    known = _UNITS.get(unit, _Unit())
    return _led(known.before, text) if state.lang == "en" and known.before else text + _percent(known)


def percent(share: float) -> str:
    """
    Return a share with one decimal.

    >>> percent(0.2564)
    '25.6%'
    """
    return f"{share * 100:.1f}%".replace("-", _MINUS)


def ticks(top: float, count: int = 5, *, bottom: float = 0) -> list[float]:
    """
    Return round steps from `bottom` to the last one within `top`.

    >>> ticks(485000)
    [0.0, 100000.0, 200000.0, 300000.0, 400000.0]
    """
    width = top - bottom
    if not width > 0:
        return [float(bottom)]
    rough = width / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * size for size in _STEPS if power * size >= rough * 0.999)
    first = math.ceil(round(bottom / step, 6))
    last = math.floor(round(top / step, 6))
    return [round(index * step, 9) for index in range(first, last + 1)]


def _known(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else float(value)


def _scaled(value: float, unit: str, state: State) -> str:
    known = _UNITS.get(unit, _Unit())
    amount = abs(value) * known.scale
    if not known.magnitudes or unit.endswith("_per_gpu_hour"):
        return _signed(_plain(amount, hour=unit.endswith("_per_gpu_hour")), value)
    wanyi = (state.numbers or ("wanyi" if state.lang == "zh" else "kmb")) == "wanyi"
    for size, word in _WANYI if wanyi else _KMB:
        # What would round up to the next magnitude is told in it: 999,950 is 1M, not 1000k.
        if _rounded(amount / size) >= 1:
            return _signed(_significant(amount / size, decimals=wanyi) + word, value)
    return _signed(_significant(amount, decimals=False), value)


def _rounded(amount: float) -> float:
    return float(f"{amount:.{SIGNIFICANT}g}")


def _significant(amount: float, *, decimals: bool) -> str:
    """Return three significant digits without an exponent; `decimals` keeps one decimal where it is known."""
    if amount == 0:
        return "0"
    least = 1 if decimals and amount < THOUSAND else 0
    places = max(SIGNIFICANT - 1 - math.floor(math.log10(_rounded(amount))), least)
    return _trimmed(f"{amount:,.{places}f}")


def _plain(amount: float, *, hour: bool) -> str:
    # Prices are told in cents.
    if hour:
        return f"{amount:,.2f}"
    return _trimmed(f"{amount:,.{0 if amount >= THOUSAND else 1}f}" if amount >= 1 else f"{amount:.3g}")


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _signed(text: str, value: float) -> str:
    return _MINUS + text if value < 0 else text


def _magnitude(text: str) -> str:
    words = [word for _, word in (*_WANYI, *_KMB) if text.endswith(word)]
    return max(words, key=len, default="")


def _percent(known: _Unit) -> str:
    return known.after_en if known.after_en == "%" else ""


def _dressed(text: str, unit: str, state: State) -> str:
    known = _UNITS.get(unit)
    if known is None:
        return f"{text} {unit}".strip()
    if state.lang == "zh":
        return text + known.after_zh
    return _led(known.before, text) + known.after_en


def _led(sign: str, text: str) -> str:
    """Put a currency sign before the digits and after a minus."""
    return f"{_MINUS}{sign}{text[1:]}" if text.startswith(_MINUS) else sign + text
