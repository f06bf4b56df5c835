"""A model's answers kept as files: a question is asked once, and the same files give the same figures again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from etl.errors import InputRejected
from etl.fetch.chat import Client

PATIENCE = 3
"""After so many questions in a row without an answer no further one is asked."""


@dataclass(slots=True)
class KeptAnswers:
    """A client that looks into a folder first; what it is told there names the model and its address, not the text."""

    client: Client
    folder: Path
    failures: int = 0

    @property
    def model(self) -> str:
        """Return the model's name."""
        return self.client.model

    def ask(self, system: str, user: str, schema: Mapping[str, object]) -> str:
        """Return the kept answer, or a new one; raises InputRejected where none comes, or none came lately."""
        path = self.folder / f"{self._key(system, user, schema)}.json"
        kept = _read(path)
        if kept is not None:
            return kept
        if self.failures >= PATIENCE:
            raise InputRejected(self.client.host, "not asked, for it failed before", remedy="Try again later")
        # Counted before it is asked, so that only an answer clears it.
        self.failures += 1
        answer = self.client.ask(system, user, schema)
        self.failures = 0
        self._write(path, answer)
        return answer

    def _key(self, system: str, user: str, schema: Mapping[str, object]) -> str:
        question = json.dumps([self.client.url, self.client.model, system, user, schema], sort_keys=True)
        return hashlib.sha256(question.encode()).hexdigest()

    def _write(self, path: Path, answer: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        told = {"url": self.client.url, "model": self.client.model, "answer": answer}
        beside = path.with_suffix(".tmp")
        beside.write_text(json.dumps(told), encoding="utf-8")
        beside.replace(path)


def _read(path: Path) -> str | None:
    """Return a kept answer; a file that is missing or damaged holds none."""
    try:
        answer = json.loads(path.read_text(encoding="utf-8"))["answer"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return answer if isinstance(answer, str) else None
