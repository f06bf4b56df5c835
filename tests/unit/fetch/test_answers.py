"""A question is asked once; a model that stays silent is left alone; damage costs one question."""

from pathlib import Path

import pytest

from etl.errors import InputRejected
from etl.fetch.answers import PATIENCE, KeptAnswers
from etl.fetch.chat import Client
from tests import model_server as server


def kept(url: str, folder: Path, model: str = "small") -> KeptAnswers:
    return KeptAnswers(Client(url, model, "sk-secret", seconds=5.0, pause=0.01), folder / "answers")


def test_the_same_question_is_asked_once(tmp_path: Path) -> None:
    with server.answering(server.text("first"), server.text("second")) as found:
        assert kept(found.url, tmp_path).ask("s", "芯片", {}) == "first"
        assert kept(found.url, tmp_path).ask("s", "芯片", {}) == "first"
        assert kept(found.url, tmp_path).ask("s", "other", {}) == "second"
        assert kept(found.url, tmp_path, "large").ask("s", "芯片", {}) == "second"
    assert len(found.asked) == 3


def test_neither_key_nor_question_is_kept(tmp_path: Path) -> None:
    with server.answering(server.text("first")) as found:
        kept(found.url, tmp_path).ask("system words", "user words", {})
    (path,) = (tmp_path / "answers").iterdir()
    told = path.read_text()
    assert "first" in told
    assert [word for word in ("sk-secret", "system words", "user words") if word in told] == []


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"answer": 3}', "{}"])
def test_a_damaged_file_costs_one_question(tmp_path: Path, damage: str) -> None:
    with server.answering(server.text("fine")) as found:
        kept(found.url, tmp_path).ask("s", "u", {})
        (path,) = (tmp_path / "answers").iterdir()
        path.write_text(damage)
        assert kept(found.url, tmp_path).ask("s", "u", {}) == "fine"
        assert kept(found.url, tmp_path).ask("s", "u", {}) == "fine"
    assert len(found.asked) == 2


def test_a_failure_is_not_kept_and_a_silent_model_is_left_alone(tmp_path: Path) -> None:
    with server.answering(server.status(401)) as found:
        asked = kept(found.url, tmp_path)
        for number in range(PATIENCE + 2):
            with pytest.raises(InputRejected):
                asked.ask("s", str(number), {})
    assert len(found.asked) == PATIENCE
    assert not (tmp_path / "answers").exists()


def test_an_answer_restores_patience(tmp_path: Path) -> None:
    replies = [*[server.status(401)] * (PATIENCE - 1), server.text("fine"), server.status(401)]
    with server.answering(*replies) as found:
        asked = kept(found.url, tmp_path)
        for number in range(PATIENCE - 1):
            with pytest.raises(InputRejected):
                asked.ask("s", str(number), {})
        assert asked.ask("s", "now", {}) == "fine"
        assert asked.failures == 0
