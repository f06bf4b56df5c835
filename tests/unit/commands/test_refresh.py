import hashlib
import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

import etl.publish.refresh
from etl.__main__ import main
from etl.publish import snapshot
from etl.publish.lock import locked
from etl.publish.refresh import Request, refresh
from tests.bench.corpus import write
from tests.processes import runs

ROOT = Path(__file__).parents[3]
HEADER = (
    "figure_id,metric,entity,counterparty,product,value,value_low,value_high,qualifier,unit,period,period_start,"
    "period_end,period_basis,definition,unit_basis,contract_type,denominator,status,origin,publisher,source_title,"
    "source_url,source_tier,published_on,given_on,flags,note"
)
ROW = (
    "{id},units_purchased,{who},Nvidia,Hopper,{value},,,exact,units,2024,2024-01-01,2024-12-31,calendar,,gpus,,,"
    "estimate,Omdia,TipRanks,A page,https://example.org/a,3,2024-12-18,,,"
)
ARTICLE = """---
title: 芯片采购
date: 2025-02-11
lang: zh
---

据Omdia预计，微软2024年购买了48.5万块英伟达Hopper芯片。
"""


@pytest.fixture
def work(tmp_path: Path) -> Path:
    (tmp_path / "tables").mkdir()
    (tmp_path / "articles").mkdir()
    write_table(tmp_path, microsoft=485000, meta=224000)
    (tmp_path / "articles/one.md").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def write_table(work: Path, **bought: int) -> None:
    rows = [ROW.format(id=who, who=who.title(), value=value) for who, value in bought.items()]
    (work / "tables/figures.csv").write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")


def arguments(work: Path, *more: str) -> list[str]:
    paths = ("--tables", work / "tables", "--articles", work / "articles", "--store", work / "store")
    return ["refresh", *map(str, paths), "--jobs", "1", *more]


def published(work: Path) -> list[Path]:
    """Return the files of a store, without its lock and what it keeps for the next refresh."""
    files = (path for path in (work / "store").rglob("*") if path.is_file())
    return sorted(path for path in files if {"cache", "lock"}.isdisjoint(path.parts))


def receipt(work: Path, capsys: pytest.CaptureFixture[str], status: int = 0) -> dict[str, object]:
    assert main(arguments(work, "--json")) == status
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert all(set(line) == {"stage", "done", "total", "message", "seconds"} for line in lines[:-1])
    assert list(dict.fromkeys(line["stage"] for line in lines[:-1])) == [
        *("read tables", "read articles", "reconcile", "audit", "publish")
    ]
    told: dict[str, object] = lines[-1]["receipt"]
    return told


def test_an_article_and_a_table_become_one_figure_with_two_places(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = receipt(work, capsys)
    assert told["counts"] == {"added": 2, "changed": 0, "retracted": 0}
    frame = snapshot.read(work / "store")["observations"].set_index("entity")
    assert frame.loc["microsoft", "n_evidence"] == 2
    assert main(["audit", "--store", str(work / "store")]) == 0
    assert set(snapshot.read(work / "store")["evidence"]["as_written"]) == {"485000", "48.5万块", "224000"}


def test_a_second_refresh_changes_nothing_and_says_so(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = receipt(work, capsys)
    second = receipt(work, capsys)
    assert second["snapshot"] == first["snapshot"]
    assert second["counts"] == {"added": 0, "changed": 0, "retracted": 0}
    assert second["tables"] == []
    assert len((work / "store/receipts.jsonl").read_text().splitlines()) == 2


def test_a_changed_row_is_one_change(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    receipt(work, capsys)
    write_table(work, microsoft=485000, meta=230000)
    told = receipt(work, capsys)
    assert told["counts"] == {"added": 0, "changed": 1, "retracted": 0}
    assert told["biggest_mover"]["entity"] == "meta"  # type: ignore[index]


def test_a_source_that_fails_keeps_its_last_good_rows_and_is_named(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    receipt(work, capsys)
    (work / "tables/figures.csv").write_bytes(b"\x00\x01 not a table")
    told = receipt(work, capsys, status=1)
    assert told["stale"] == [str(work / "tables/figures.csv")]
    assert [Path(one["source"]).name for one in told["failed"]] == ["figures.csv"]  # type: ignore[attr-defined]
    frame = snapshot.read(work / "store")["observations"].set_index("entity")
    assert frame.loc["meta", "value"] == 224000
    assert "stale" in frame.loc["meta", "flags"]


def test_a_bad_row_is_left_out_and_named_with_its_remedy(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = work / "tables/figures.csv"
    path.write_text(path.read_text().replace("224000", "many"))
    told = receipt(work, capsys, status=1)
    failed = told["failed"][0]  # type: ignore[index]
    assert failed["source"] == str(path)
    assert failed["place"]
    assert failed["reason"]
    assert failed["remedy"]
    assert snapshot.read(work / "store")["observations"]["entity"].tolist() == ["microsoft"]


def test_an_article_without_a_date_is_read_and_noted(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (work / "articles/two.txt").write_text("Meta bought 90,000 Nvidia H100 GPUs this year.", encoding="utf-8")
    told = receipt(work, capsys)
    (noted,) = told["noted"]  # type: ignore[misc]
    assert Path(noted["source"]).name == "two.txt"
    assert "no date" in noted["reason"]
    assert "date:" in noted["remedy"]


def test_corrections_are_replayed_and_a_wrong_file_of_them_is_named(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = work / "corrections.jsonl"
    sha = hashlib.sha256((work / "articles/one.md").read_bytes()).hexdigest()
    start = ARTICLE.partition("\n---\n\n")[2].index("48.5万块")
    told = {"document": "one", "sha256": sha, "start": start, "end": start + 6, "metric": "units_purchased"}
    told |= {"action": "amend", "set": {"product": "h100"}, "reason": "a test", "by": "tester", "on": "2026-11-24"}
    path.write_text(json.dumps(told) + "\n", encoding="utf-8")
    assert main([*arguments(work), "--corrections", str(path)]) == 0
    frame = snapshot.read(work / "store")["observations"]
    assert set(frame.loc[frame["flags"].str.contains("corrected"), "product"]) == {"h100"}
    path.write_text("{}\n", encoding="utf-8")
    assert main([*arguments(work), "--corrections", str(path)]) == 1
    assert "line 1: lacks document" in capsys.readouterr().out
    frame = snapshot.read(work / "store")["observations"]
    assert set(frame.loc[frame["flags"].str.contains("corrected"), "product"]) == {"h100"}
    path.unlink()
    assert main([*arguments(work), "--corrections", str(path)]) == 1
    assert "it is gone" in capsys.readouterr().out
    path.write_text("", encoding="utf-8")
    assert main([*arguments(work), "--corrections", str(path)]) == 0
    assert not snapshot.read(work / "store")["observations"]["flags"].str.contains("corrected").any()


def test_a_path_that_does_not_exist_is_named(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*arguments(work), "--articles", str(work / "nowhere")]) == 1
    assert "nowhere: there is no such file or folder" in capsys.readouterr().out


def test_nothing_to_read_is_an_error_and_publishes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments(tmp_path)) == 2
    assert "nothing could be read" in capsys.readouterr().err
    assert snapshot.latest(tmp_path / "store") == ""


def test_a_locked_store_is_status_75_and_stays_as_it_was(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    receipt(work, capsys)
    before = sorted(path.name for path in (work / "store").iterdir())
    command = [sys.executable, "-m", "etl", *arguments(work)]
    with locked(work / "store"):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 75
    assert f"process {os.getpid()}" in done.stderr
    assert sorted(path.name for path in (work / "store").iterdir()) == before


def test_an_interrupt_leaves_the_store_as_it_was(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = receipt(work, capsys)["snapshot"]
    write_table(work, microsoft=1)

    def interrupt(stage: str, done: int, _total: int, _message: str) -> None:
        if stage == "publish" and not done:
            raise KeyboardInterrupt

    request = Request((work / "tables",), (work / "articles",), work / "store")
    with pytest.raises(KeyboardInterrupt):
        refresh(request, interrupt)
    assert snapshot.latest(work / "store") == name
    assert len(snapshot.read(work / "store")["observations"]) == 2
    # The article still tells of 485,000, now as the only place: that figure is changed, not gone.
    assert receipt(work, capsys)["counts"] == {"added": 1, "changed": 1, "retracted": 1}


def test_several_processes_give_the_same_snapshot(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(5):
        text = ARTICLE.replace("48.5万", f"4{number}.5万").replace("微软", "谷歌")
        (work / f"articles/more-{number}.md").write_text(text, encoding="utf-8")
    assert main(arguments(work)) == 0
    name = snapshot.latest(work / "store")
    command = arguments(work, "--jobs", "2")
    command[command.index("--store") + 1] = str(work / "other")
    assert main(command) == 0
    assert snapshot.latest(work / "other") == name
    capsys.readouterr()


def test_people_are_told_what_changed(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments(work)) == 0
    out = capsys.readouterr().out
    assert "2 added, 0 changed, 0 retracted" in out
    assert "meta units_purchased hopper 2024: 224000.0 units (omdia)" in out
    assert "gpu_purchases (0 to 2 rows)" in out
    assert "(0 to 0 rows)" not in out


def test_a_preview_tells_what_would_change_and_publishes_nothing(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    receipt(work, capsys)
    write_table(work, microsoft=485000, meta=230000)
    before = {path: path.read_bytes() for path in published(work)}
    assert main(arguments(work, "--preview", "--json")) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])["receipt"]
    assert {path: path.read_bytes() for path in before} == before
    assert published(work) == list(before)
    assert main(arguments(work, "--preview")) == 0
    assert "preview, nothing is published" in capsys.readouterr().out
    done = receipt(work, capsys)
    same = ("snapshot", "before", "counts", "causes", "changed", "tables", "biggest_mover")
    assert [done[name] for name in same] == [told[name] for name in same]
    assert main(arguments(work, "--preview")) == 0
    assert len((work / "store/receipts.jsonl").read_text().splitlines()) == 2


def test_a_preview_is_not_repeated(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments(work, "--preview", "--every", "1h")) == 2
    assert "leave one out" in capsys.readouterr().err


def test_every_source_has_its_fate_and_every_change_its_cause(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = receipt(work, capsys)
    assert first["read"] == fates(new=2)
    assert {row["cause"] for row in first["added"]} == {"new source"}  # type: ignore[attr-defined]
    write_table(work, microsoft=485000, meta=230000)
    (work / "articles/two.md").write_text(ARTICLE.replace("微软2024年购买了48.5万", "谷歌2024年购买了16.9万"), "utf-8")
    (work / "articles/twin.md").write_text(ARTICLE, encoding="utf-8")
    (work / "articles/away.md").symlink_to(work / "tables/figures.csv")
    os.mkfifo(work / "articles/pipe.md")
    told = receipt(work, capsys)
    assert told["read"] == fates(new=1, changed=1, unchanged=1, skipped=3)
    (changed,) = told["changed"]  # type: ignore[misc]
    assert (changed["cause"], changed["source"]) == ("source edited", "figures")
    assert {"new source"} == {row["cause"] for row in told["added"] if row["source"] == "two"}  # type: ignore[attr-defined]
    assert {"cause": "source edited", "added": 0, "changed": 1, "retracted": 0} in told["causes"]
    by_path = {one["source"]: one for one in told["sources"]}  # type: ignore[attr-defined]
    assert by_path[str(work / "articles/two.md")]["added"] >= 1
    assert by_path[str(work / "tables/figures.csv")]["fate"] == "changed"
    reasons = " ".join(one["reason"] for one in told["noted"])  # type: ignore[attr-defined]
    assert "leads out of the folder" in reasons
    assert "no regular file" in reasons
    assert "the same as" in reasons
    (work / "articles/two.md").unlink()
    gone = receipt(work, capsys)
    assert gone["read"]["gone"] == 1  # type: ignore[index]
    causes = {row["cause"] for row in gone["retracted"] if row["source"] == "two"}  # type: ignore[attr-defined]
    assert causes == {"source gone"}


def fates(**counts: int) -> dict[str, int]:
    names = ("new", "changed", "re-read", "unchanged", "failed", "skipped", "gone")
    return {name: counts.get(name, 0) for name in names}


def test_diff_tells_the_cause_between_any_two(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = []
    for meta in (224000, 230000, 240000):
        write_table(work, microsoft=485000, meta=meta)
        names.append(str(receipt(work, capsys)["snapshot"]))
    assert main(["diff", names[0], names[2], "--store", str(work / "store")]) == 0
    out = capsys.readouterr().out
    assert "224000.0 to 240000.0 units (omdia) [source edited]" in out
    assert "why: source edited 1" in out


def test_other_rules_read_again_and_are_the_cause(
    work: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt(work, capsys)
    monkeypatch.setattr("etl.publish.cache.engine", lambda: "another")
    for module in ("inputs", "share"):
        monkeypatch.setattr(f"etl.publish.{module}.program", lambda: "another")
    told = receipt(work, capsys)
    assert told["read"] == fates(**{"re-read": 2})
    assert told["counts"] == {"added": 0, "changed": 0, "retracted": 0}


def test_a_receipt_that_a_killed_refresh_owed_is_written_by_the_next(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = receipt(work, capsys)["snapshot"]
    (work / "store/receipts.jsonl").write_text('{"snapshot": "half a l', encoding="utf-8")
    receipt(work, capsys)
    lines = (work / "store/receipts.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["snapshot"] for line in lines[1:]] == [name, name]
    assert json.loads(lines[1])["counts"]["added"] == 2


def test_old_snapshots_go_and_what_is_damaged_is_no_base(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for meta in (1, 2, 3):
        write_table(work, microsoft=485000, meta=meta)
        assert main(arguments(work, "--keep", "2")) == 0
    capsys.readouterr()
    held = snapshot.published(work / "store")
    assert len(held) == 2
    (work / "store" / held[0] / "capex.csv").write_text("nothing")
    write_table(work, microsoft=485000, meta=4)
    assert receipt(work, capsys)["before"] == held[1]


def test_it_refreshes_again_and_again_until_it_is_stopped(work: Path) -> None:
    command = [sys.executable, "-m", "etl", *arguments(work, "--json", "--every", "1s")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        receipts = 0
        for line in process.stdout:
            receipts += "receipt" in json.loads(line)
            if receipts == 2:
                process.terminate()
        assert process.wait(30) in (0, 130)
        assert "Traceback" not in process.stderr.read()


@pytest.mark.parametrize("wrong", ["6", "h", "0h", "-1h", "6 h", "6w"])
def test_a_wrong_length_of_time_is_refused(work: Path, wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(arguments(work, f"--every={wrong}"))
    assert "write it like" in capsys.readouterr().err


def test_equal_inputs_are_not_reconciled_again(
    work: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = receipt(work, capsys)
    reconciled: list[int] = []
    known = etl.publish.refresh.settled
    monkeypatch.setattr("etl.publish.refresh.settled", lambda *told: reconciled.append(1) or known(*told))
    again = receipt(work, capsys)
    assert reconciled == []
    assert (again["snapshot"], again["observations"]) == (first["snapshot"], 2)
    assert again["read"] == fates(unchanged=2)
    (work / "store" / str(first["snapshot"]) / "capex.csv").write_text("nothing")
    assert receipt(work, capsys)["snapshot"] == first["snapshot"]
    assert reconciled == [1]  # a damaged snapshot is made anew
    monkeypatch.setattr("etl.publish.inputs.program", lambda: "another program")
    receipt(work, capsys)
    assert reconciled == [1, 1]


def test_what_a_model_added_is_gone_without_it(work: Path) -> None:
    request = Request((work / "tables",), (work / "articles",), work / "store")
    plain = refresh(request, lambda *_: None)["snapshot"]
    with_model = replace(request, complete=lambda one: replace(one, mentions=()))
    assert refresh(with_model, lambda *_: None)["snapshot"] != plain
    assert refresh(request, lambda *_: None)["snapshot"] == plain


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="tells processes by /proc")
def test_no_worker_outlives_a_killed_refresh(work: Path) -> None:
    write(work / "articles", 400)
    command = [sys.executable, "-m", "etl", *arguments(work, "--json")]
    command[command.index("--jobs") + 1] = "2"
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        while json.loads(process.stdout.readline())["done"] < 8:
            pass
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        process.kill()
    until = time.monotonic() + 30
    while any(map(runs, children)):
        assert time.monotonic() < until
        time.sleep(0.05)
    assert len(children) > 1
