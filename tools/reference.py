"""Writes docs/reference.md from the program itself: commands, charts, tables, metrics."""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from dashboard.charts import charts  # noqa: E402 - the checkout itself is read, installed or not
from dashboard.text import t  # noqa: E402
from etl.__main__ import parser  # noqa: E402

REFERENCE = ROOT / "docs" / "reference.md"


def reference() -> str:
    """Return the whole page as Markdown."""
    return "\n".join([*_commands(), *_charts(), *_metrics(), *_tables()]) + "\n"


def _commands() -> Iterator[str]:
    yield from ("# Reference", "", "Made by `python tools/reference.py`; a test checks that it is current.", "")
    yield from ("## Commands", "")
    subparsers = next(a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))  # noqa: SLF001 - argparse offers no public list
    for name, sub in subparsers.choices.items():
        yield f"### `python -m etl {name}`"
        yield ""
        yield sub.description or ""
        yield ""
        yield from _options(sub)


def _options(command: argparse.ArgumentParser) -> Iterator[str]:
    actions = [a for a in command._actions if a.dest != "help"]  # noqa: SLF001 - see above
    for action in actions:
        words = ", ".join(f"`{word}`" for word in action.option_strings) or f"`{action.metavar or action.dest}`"
        yield f"- {words}: {action.help or ''}"
    if actions:
        yield ""


def _charts() -> Iterator[str]:
    yield from ("## Charts", "", "| number | id | page | question | lenses |", "|---|---|---|---|---|")
    for module in charts().values():
        chart = module.CHART
        question = t("en", f"charts.{chart.id}.question")
        yield f"| {chart.number} | `{chart.id}` | {chart.page} | {question} | {', '.join(chart.lenses)} |"
    yield ""


def _metrics() -> Iterator[str]:
    metrics = tomllib.loads((ROOT / "etl/reconcile/metrics.toml").read_text(encoding="utf-8"))
    yield from ("## Metrics", "", "| metric | 中文 | unit | meaning |", "|---|---|---|---|")
    for name, metric in metrics.items():
        yield f"| `{name}` | {metric['zh']} | {metric['unit']} | {metric['description_en']} |"
    yield ""


def _tables() -> Iterator[str]:
    schema = tomllib.loads((ROOT / "etl/publish/schema.toml").read_text(encoding="utf-8"))
    yield from ("## Tables", "")
    for name, table in schema["tables"].items():
        yield f"### `{name}`: {table['title']['en']} · {table['title']['zh']}"
        yield ""
        own = schema["columns"].get(name, {})
        if "like" in table:
            metrics = f", for the metrics {', '.join(table['metrics'])}" if "metrics" in table else ""
            yield f"The columns of `{table['like']}`{metrics}{', and:' if own else '.'}"
            yield ""
        if own:
            yield from ("| column | type | meaning | 中文 |", "|---|---|---|---|")
            yield from (f"| `{one}` | {spec['type']} | {spec['en']} | {spec['zh']} |" for one, spec in own.items())
            yield ""


if __name__ == "__main__":
    REFERENCE.parent.mkdir(exist_ok=True)
    REFERENCE.write_text(reference(), encoding="utf-8")
