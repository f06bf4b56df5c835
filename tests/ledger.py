"""A small ledger for tests: a dozen observations, two articles in our own words, published as a refresh would."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from etl.publish import schema
from etl.publish.snapshot import publish

ARTICLE = (
    "据路透社2025年2月10日报道，OpenAI 自研的第一款 AI 芯片将由台积电以3纳米工艺生产。\n\n"
    "Omdia 估计，2024年微软买入约48.5万块 Hopper，Meta 买入22.4万块，亚马逊与谷歌为19.6万和16.9万块。\n\n"
    "Meta 称明年投入600亿美元。<b>=1+1</b>"
)
NOTE = "Microsoft plans to spend $80 billion in fiscal 2025, it said on 3 January 2025."
DOCUMENTS = (("digest", "从柱形到原句", "zh", "2025-02-11", ARTICLE), ("note", "A plan", "en", "2025-01-03", NOTE))
_BUYERS = (
    ("microsoft", 485_000, "48.5万块", ""),
    ("bytedance", 230_000, "", "includes_h20"),
    ("tencent", 230_000, "", "includes_h20"),
    ("meta", 224_000, "22.4万块", ""),
    ("amazon", 196_000, "19.6万", ""),
    ("google", 169_000, "16.9万块", ""),
)
_NAMES = (
    ("microsoft", "company", "Microsoft", "微软", "hyperscaler", "US"),
    ("meta", "company", "Meta", "Meta", "hyperscaler", "US"),
    ("amazon", "company", "Amazon", "亚马逊", "hyperscaler", "US"),
    ("google", "company", "Google", "谷歌", "hyperscaler", "US"),
    ("bytedance", "company", "ByteDance", "字节跳动", "hyperscaler", "CN"),
    ("tencent", "company", "Tencent", "腾讯", "hyperscaler", "CN"),
    ("openai", "company", "OpenAI", "OpenAI", "lab", "US"),
    ("nvidia", "company", "Nvidia", "英伟达", "chipmaker", "US"),
    ("omdia", "publisher", "Omdia", "Omdia", "research", ""),
    ("epoch-ai", "publisher", "Epoch AI", "Epoch AI", "research", ""),
    ("hopper", "product", "Hopper", "Hopper", "", ""),
)


def tables(*, more: tuple[Mapping[str, Any], ...] = ()) -> dict[str, pd.DataFrame]:
    """Return the tables; `more` adds observations."""
    observations = [*_purchases(), *_plans(), *more]
    given: dict[str, list[dict[str, Any]]] = {
        "observations": [dict(row) for row in observations],
        "evidence": [dict(row) for found in observations for row in _evidence(found)],
        "documents": [_document(*one) for one in DOCUMENTS],
        "entities": [
            dict(zip(("id", "kind", "name_en", "name_zh", "class", "region"), row, strict=True), listed=True)
            for row in _NAMES
        ],
        "metrics": [
            {"metric": "units_purchased", "name_en": "Units purchased", "name_zh": "采购数量", "unit": "units"},
            {"metric": "capex_guidance", "name_en": "Capex guidance", "name_zh": "资本开支指引", "unit": "USD"},
        ],
        "unexplained": [_unexplained()],
    }
    return {
        name: frame_of(name, given.get(name, [])) for name, contract in schema.schemas().items() if not contract.metrics
    }


def store(folder: Path, **changes: Any) -> Path:
    """Publish the ledger into a folder and return it."""
    publish(tables(**changes), folder, {"added": 13, "changed": 0, "retracted": 0})
    return folder


def frame_of(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return rows as a published table has them, every column there; each was shown when it was known."""
    contract = schema.schemas()[name]
    rows = [{"shown_from": row.get("known_from", _day(row.get("published_on"))), **row} for row in rows]
    frame = pd.DataFrame(rows).reindex(columns=[column.name for column in contract.columns])
    texts = [column.name for column in contract.columns if column.type in {"string", "date"}]
    return frame.assign(**{name: frame[name].astype(object).fillna("") for name in texts})


def _day(text: object) -> str:
    """Return a day of publishing, nothing where it is no day: a test may hold anything in its text."""
    return str(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", str(text)) else ""


def _purchases() -> list[dict[str, Any]]:
    rows = []
    for entity, value, written, flags in _BUYERS:
        rows.append(_observation(f"omdia-{entity}", entity, value, "omdia", as_written=written, flags=flags))
    for entity, value in (("microsoft", 679_249), ("meta", 363_000), ("amazon", 272_000), ("google", 261_000)):
        rows.append(_observation(f"epoch-{entity}", entity, value, "epoch-ai", rank="normal", known_from="2026-04-01"))
    return rows


def _plans() -> list[dict[str, Any]]:
    common = {"metric": "capex_guidance", "product": "", "unit": "USD", "counterparty": "", "qualifier": "exact"}
    return [
        _observation(
            "plan-microsoft",
            "microsoft",
            80e9,
            "microsoft",
            **common,
            status="guidance",
            as_written="$80 billion",
            period="FY2025",
            period_start="2024-07-01",
            period_end="2025-06-30",
            period_basis="fiscal",
        ),
        _observation("plan-meta", "meta", 60e9, "meta", **common, status="plan", as_written="600亿美元", period="2025"),
    ]


def _observation(identifier: str, entity: str, value: float, origin: str, **changes: Any) -> dict[str, Any]:
    return {
        "observation_id": identifier,
        "metric": "units_purchased",
        "entity": entity,
        "counterparty": "nvidia",
        "product": "hopper",
        "period": "2024",
        "period_start": "2024-01-01",
        "period_end": "2024-12-31",
        "period_basis": "calendar",
        "origin": origin,
        "value": value,
        "unit": "units",
        "qualifier": "approx",
        "status": "estimate",
        "rank": "preferred",
        "rank_reason": "first named research firm",
        "n_evidence": 1,
        "n_publishers": 1,
        "publisher": "Example Wire",
        "source_title": "A page",
        "source_url": "https://example.org/page",
        "source_tier": 2,
        "published_on": "2025-02-11",
        "known_from": "2024-12-17",
        "source_kind": "table",
        "source": "gpu_purchases",
        "locator": "row 3",
        "rule": "table",
    } | changes


def _evidence(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    places = [(name, text.find(str(row.get("as_written") or "\0")), text) for name, _, _, _, text in DOCUMENTS]
    found = [(name, at, text) for name, at, text in places if at >= 0]
    rows = [_told(row, name, at, text, no) for no, (name, at, text) in enumerate(found, start=1)]
    table = {key: row[key] for key in ("publisher", "source_title", "source_url", "source_tier", "published_on")}
    place = {"source_kind": "table", "source": row["source"], "locator": row["locator"], "sentence": "a row; of cells"}
    return [*rows, {"observation_id": row["observation_id"], "evidence_no": len(rows) + 1, **table, **place}]


def _told(row: Mapping[str, Any], name: str, at: int, text: str, no: int) -> dict[str, Any]:
    written = str(row["as_written"])
    return {
        "observation_id": row["observation_id"],
        "evidence_no": no,
        "source_kind": "article",
        "source": name,
        "document_id": name * 2,
        "char_start": at,
        "char_end": at + len(written),
        "as_written": written,
        "sentence": next(part for part in text.split("\n") if written in part),
        "locator": f"{at}:{at + len(written)}",
        "publisher": "Own digest",
        "source_tier": 3,
        "published_on": "2025-02-11",
    }


def _document(name: str, title: str, language: str, published_on: str, text: str) -> dict[str, Any]:
    return {
        "document_id": name * 2,
        "name": name,
        "title": title,
        "language": language,
        "publisher": "Own digest",
        "published_on": published_on,
        "characters": len(text),
        "n_observations": 4,
        "n_unexplained": 1,
        "text": text,
    }


def _unexplained() -> dict[str, Any]:
    at = ARTICLE.index("3纳米")
    return {
        "document_id": "digest" * 2,
        "char_start": at,
        "char_end": at + 3,
        "surface": "3纳米",
        "reason": "a process node is an attribute",
    }


def without(folder: Path, table: str, column: str) -> None:
    """Take a column out of a published table, sums and all, as a snapshot of an older program may lack it."""
    held = folder / (folder / "LATEST").read_text(encoding="utf-8").strip()
    path = held / f"{table}.parquet"
    pd.read_parquet(path).drop(columns=[column]).to_parquet(path, index=False)
    descriptor = json.loads((held / "datapackage.json").read_bytes())
    for one in descriptor["resources"]:
        one["hash"] = f"sha256:{hashlib.sha256((held / one['path']).read_bytes()).hexdigest()}"
    (held / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    names = sorted(one.name for one in held.iterdir() if one.name != "SHA256SUMS")
    lines = [f"{hashlib.sha256((held / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (held / "SHA256SUMS").write_text("".join(lines), encoding="ascii")


def coverage(**changes: Any) -> pd.DataFrame:
    """Return a table of coverage with one cell."""
    cell = {"coverage_id": "c1", "entity": "meta", "year": 2024, "metric": "units_purchased", "state": "estimated"}
    told = {"period": "2024", "n_observations": 1, "n_origins": 1, "observation_id": "omdia-meta", "origin": "omdia"}
    return frame_of("coverage", [{**cell, **told, "status": "estimate", "known_from": "2024-12-17", **changes}])


def fresh_until(day: str) -> pd.DataFrame:
    """Return a table of freshness in which the table of buyers is good until a day."""
    told = {"source": "gpu_purchases", "newest": "2024-12-17", "fresh_days": 100, "fresh_until": day}
    return frame_of("freshness", [{**told, "reason": "counted twice a year", "reason_zh": "每年统计两次"}])


_REASON = {"source": "gpu_purchases.csv", "place": "", "reason": "is not UTF-8", "remedy": "Save it as CSV UTF-8"}
UNREAD: Mapping[str, Any] = {"stale": ["datasets/tables/gpu_purchases.csv"], "failed": [_REASON]}
"""A receipt's word of a table that could not be read, and stands as it was last read."""
