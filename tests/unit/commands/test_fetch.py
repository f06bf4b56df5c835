"""`fetch` and `refresh --fetch`: sources from a file, figures in a snapshot, failures named in the receipt."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.errors import UsageError
from etl.fetch.source import ALLOW, CONTACT, load
from etl.publish import snapshot
from tests.replay_server import Replay, Reply, replaying
from tests.sources import CASES

ROOT = Path(__file__).parents[3]
DECLARED = """
[filings]
kind = "companyfacts"
companies = {{ google = 1652044 }}
since = 2025
url = "{url}"

[news]
kind = "articles"
per_second = 10
urls = ["{url}/a.html"]

[asleep]
kind = "vast"
on = false
"""
CURATED = (
    "figure_id,metric,entity,value,qualifier,unit,period,period_start,period_end,period_basis,definition,status,origin,"
    "publisher,source_url,source_tier,published_on\n"
    "CAP1,capex,Google,17200000000,approx,USD,2025Q1,2025-01-01,2025-03-31,calendar,cash_ppe,actual,Google,"
    "A Newspaper,https://example.org/a,2,2025-04-24\n"
)


@pytest.fixture
def replay() -> Iterator[Replay]:
    with replaying({}) as served:
        routes = CASES["companyfacts"].routes(served.url) | CASES["articles"].routes(served.url)
        served.routes.update(routes)
        yield served


@pytest.fixture
def work(tmp_path: Path, replay: Replay, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(ALLOW, replay.netloc)
    monkeypatch.setenv(CONTACT, "Ann Example ann@example.org")
    (tmp_path / "sources.toml").write_text(DECLARED.format(url=replay.url), encoding="utf-8")
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "capex.csv").write_text(CURATED, encoding="utf-8")
    (tmp_path / "articles").mkdir()
    return tmp_path


def fetch(work: Path, *more: str) -> int:
    return main(["fetch", "--sources", str(work / "sources.toml"), "--raw", str(work / "raw"), *more])


def refresh(work: Path, *more: str) -> int:
    paths = {"tables": "tables", "articles": "articles", "store": "store", "raw": "raw", "sources": "sources.toml"}
    given = [word for option, name in paths.items() for word in (f"--{option}", str(work / name))]
    return main(["refresh", *given, "--jobs", "1", *more])


def told(capsys: pytest.CaptureFixture[str]) -> str:
    return "".join(capsys.readouterr())


def test_fetch_says_what_became_of_each_source(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fetch(work) == 0
    assert {"new filings/google", "filings: 1 new", "news: 1 new"} <= set(told(capsys).splitlines())
    assert fetch(work) == 0
    assert told(capsys).splitlines() == ["filings: 1 unchanged", "news: 1 unchanged"]


def test_a_named_source_is_fetched_alone(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fetch(work, "news") == 0
    assert not (work / "raw" / "filings").exists()
    assert fetch(work, "nothing") == 2
    assert "there is no source nothing; known are filings, news, asleep" in told(capsys)


def test_an_address_is_an_article_of_its_own(work: Path, replay: Replay, capsys: pytest.CaptureFixture[str]) -> None:
    assert fetch(work, f"{replay.url}/b.txt") == 0
    assert "by-hand: 1 new" in told(capsys)
    assert fetch(work, "file:///etc/passwd") == 1
    assert "it is no http or https address" in told(capsys)


def test_the_sources_are_listed(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fetch(work, "--list") == 0
    assert told(capsys).splitlines() == ["filings: companyfacts", "news: articles", "asleep: vast (off)"]


def test_the_shipped_sources_are_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fetch", "--list", "--sources", str(ROOT / "datasets" / "sources.toml")]) == 0
    assert "sec: companyfacts" in told(capsys)


def test_the_sec_is_not_asked_by_nobody(
    work: Path, replay: Replay, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(CONTACT, "")
    assert fetch(work, "filings") == 1
    assert "Set SILICON_LEDGER_CONTACT" in told(capsys)
    assert replay.asked == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("[a]\nkind = 'nothing'", "kind is 'nothing'; known are articles"),
        ("[a]\nkind = 'vast'\ncolour = 1", "there is no option colour; known are kind, on, per_second, most_mb, url"),
        ("[a]\nkind = 'vast'\nurl = 1", "url is 1; expected the like of"),
        ("[a]\nkind = 'companyfacts'\nper_second = 6", "per_second is 6; above 0 and at most 5 are allowed"),
        ("[a]\nkind = 'vast'\nper_second = 0", "per_second is 0"),
        ("['../a']\nkind = 'vast'", "named by small letters, digits and dashes"),
        ("a = 1", "a source is a table"),
        ("[a", "is no TOML"),
    ],
)
def test_a_wrong_file_of_sources_is_refused_whole(
    wrong: str, said: str, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (work / "sources.toml").write_text(wrong, encoding="utf-8")
    assert fetch(work) == 2
    assert said in told(capsys)
    assert not (work / "raw").exists()


def test_what_was_fetched_is_refreshed_beside_what_was_curated(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refresh(work, "--fetch") == 0
    found = snapshot.read(work / "store", snapshot.latest(work / "store"))["observations"]
    quarter = found[(found["metric"] == "capex") & (found["period"] == "2025Q1")]
    assert quarter["value"].to_list() == [17_197_000_000]
    assert quarter["n_publishers"].to_list() == [2]
    assert quarter["source_kind"].to_list() == ["filing"]
    assert quarter["locator"].str.startswith("0001652044-25-000043 us-gaap:").all()
    assert quarter["known_from"].to_list() == ["2025-04-24"]
    filed = found[found["period"] == "2025Q2"]
    assert filed["known_from"].to_list() == ["2025-07-24"]
    bought = found[found["metric"] == "units_purchased"]
    assert bought[["entity", "value", "source_kind"]].to_numpy().tolist() == [["microsoft", 485_000.0, "article"]]
    told(capsys)
    assert refresh(work, "--fetch", "--json") == 0
    lines = [json.loads(line) for line in told(capsys).splitlines()]
    assert lines[0]["stage"] == "fetch"
    assert set(lines[-1]["receipt"]["counts"].values()) == {0}


def test_a_source_that_fails_is_named_in_the_receipt_and_its_figures_stand(
    work: Path, replay: Replay, capsys: pytest.CaptureFixture[str]
) -> None:
    fetch(work)
    replay.routes["/a.html"] = [Reply(status=404)]
    told(capsys)
    assert refresh(work, "--fetch", "--json") == 1
    receipt = json.loads(told(capsys).splitlines()[-1])["receipt"]
    (failed,) = receipt["failed"]
    assert failed["source"] == "source news"
    assert "status 404" in failed["reason"]
    assert "stands" in failed["reason"]
    assert failed["remedy"] == "Check the address in sources.toml"
    assert "units_purchased" in {row["metric"] for row in receipt["added"]}


def test_a_contact_that_would_break_a_header_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text('contact = "a\\r\\nHost: b"', encoding="utf-8")
    with pytest.raises(UsageError, match="no header takes"):
        load(tmp_path / "sources.toml", {})
    assert load(tmp_path / "sources.toml", {CONTACT: "Ann ann@example.org"}).contact == "Ann ann@example.org"


def test_a_refresh_of_tables_of_ones_own_leaves_the_house_s_fetched_files_alone(work: Path) -> None:
    fetch(work)
    given = ["--tables", str(work / "tables"), "--articles", str(work / "articles"), "--store", str(work / "other")]
    assert main(["refresh", *given, "--jobs", "1"]) == 0
    found = snapshot.read(work / "other", snapshot.latest(work / "other"))["observations"]
    assert found["source"].unique().tolist() == ["capex"]
