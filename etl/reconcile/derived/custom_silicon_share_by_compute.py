"""Own chips as a share of own chips and merchant GPUs, by peak compute in one number format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from etl.reconcile.cluster import Member, records
from etl.reconcile.derived.amount import total
from etl.reconcile.derived.custom_silicon_share import KEY, OWN, bearing, intakes
from etl.reconcile.derived.derivation import Derivation, Given, Input, Refusal, Result, about
from etl.reconcile.derived.peak import COUNTED, FORMATS, PEAK, is_within, peaks

__all__ = ["DERIVATION", "bearing", "results"]

DERIVATION = Derivation(
    "custom_silicon_share_by_compute",
    "share",
    "own chips x peak / (own chips x peak + Hopper bought x peak + MI300 bought x peak), all in one number format",
    "自研芯片×峰值 ÷（自研芯片×峰值＋购入的 Hopper×峰值＋购入的 MI300×峰值），同一数据格式",
    of=("units_purchased", "units_deployed"),
    together=KEY,
    assumes=(PEAK, COUNTED),
)
DENOMINATOR = "peak {format} compute of own chips deployed, Hopper and MI300 bought"


def results(given: Given) -> Iterator[Result | Refusal]:
    """Yield the share of each firm and year, or say which chip has no cited peak in a format that all have."""
    chips = records(given.chips[["owner", "units_estimate", "chip"]])
    for inputs in intakes(given):
        held = [peaks(_chip(one, chips, given), given) for one in inputs]
        shared = next((form for form in FORMATS if all(form in told for told in held)), "")
        dims = about(inputs[0].row, product="")
        if shared:
            dims["denominator"] = DENOMINATOR.format(format=shared)
            yield _share(inputs, [told[shared] for told in held], dims)
        else:
            yield _refused(inputs, held, dims)


def _share(inputs: tuple[Input, ...], peak: list[Input], dims: Mapping[str, str]) -> Result:
    compute = [one.amount.times(spec.amount) for one, spec in zip(inputs, peak, strict=True)]
    own = total([one for one, told in zip(compute, inputs, strict=True) if told.role == OWN])
    bought = total([one for one, told in zip(compute, inputs, strict=True) if told.role != OWN])
    return Result(own.beside(bought), (*inputs, *peak), dims)


def _chip(one: Input, chips: Sequence[Member], given: Given) -> str:
    """Return the chip that a count means: for a family the member whose row in custom_chips gives that very count."""
    product = str(one.row["product"])
    same = [told for told in chips if told["owner"] == one.row["entity"] and told["units_estimate"] == one.row["value"]]
    members = [told["chip"] for told in same if is_within(told["chip"], product, given.vocabulary)]
    return members[0] if len(set(members)) == 1 else product


def _refused(inputs: tuple[Input, ...], held: list[Mapping[str, Input]], dims: Mapping[str, str]) -> Refusal:
    lacking = [str(one.row["product"]) for one, told in zip(inputs, held, strict=True) if not told]
    if lacking:
        names = ", ".join(lacking)
        return Refusal(dims, f"no cited peak compute of {names}", f"{names} 无可引用的峰值算力", inputs)
    formats = "; ".join(f"{one.row['product']}: {', '.join(told)}" for one, told in zip(inputs, held, strict=True))
    return Refusal(dims, f"no number format in common ({formats})", f"没有共同的数据格式（{formats}）", inputs)
