"""Of how sure a figure is told: who judges whom, what a doubt reaches, what a question asks for."""

from __future__ import annotations

from etl.extract import extract
from etl.languages import detect
from etl.model import Document


def statuses(text: str, published: str) -> list[str]:
    found = extract(Document("0", "own", "own.md", text, language=detect(text), published_on=published)).mentions
    return [str(one.status) for one in found if one.metric not in {"attribute", "milestone"}]
