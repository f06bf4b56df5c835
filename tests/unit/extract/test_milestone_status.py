import pytest

from etl.extract import extract
from etl.model import Document, Status

CASES = [
    ("如果流片顺利，OpenAI可能今年晚些时候测试自研芯片。", "test", Status.PLAN),
    ("OpenAI's first in-house AI chip could tape out in 2026 at TSMC.", "tape_out", Status.PLAN),
    ("OpenAI的自研AI芯片2024年3月完成流片。", "tape_out", Status.ACTUAL),
]


@pytest.mark.parametrize(("text", "event", "status"), CASES)
def test_a_possible_event_has_not_happened(text: str, event: str, status: Status) -> None:
    language = "en" if text.isascii() else "zh"
    read = extract(Document("id", "note", "note.md", text, language=language, published_on="2025-02-11"))
    told = {mention.key: mention.status for mention in read.mentions if mention.metric == "milestone"}
    assert told[event] == status
