"""The dashboard as files: whole without a server, every link in it leads to a file, and no script is asked for."""

import re
from pathlib import Path

import pytest

from dashboard.app import Options, server
from dashboard.charts import charts
from dashboard.pages import ANY, pages
from dashboard.written import placed, plain, write


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, ledger: Path) -> Path:
    found = tmp_path_factory.mktemp("still")
    assert write(server(Options(store=ledger)), found) == sum(path.is_file() for path in found.rglob("*"))
    return found


@pytest.mark.parametrize("lang", ["", "zh"])
def test_every_page_and_chart_is_there_in_both_languages(folder: Path, lang: str) -> None:
    fixed = [module.PAGE.path for module in pages() if not module.PAGE.path.endswith(ANY)]
    for path in (*fixed, *(f"/charts/{name}" for name in charts()), "/sources/digest"):
        page = (folder / lang / path.strip("/") / "index.html").read_text(encoding="utf-8")
        assert page.count("<h1") == 1
        assert "<script" not in page
        assert 'data-still="yes"' in page


def test_every_link_leads_to_a_file(folder: Path) -> None:
    for page in folder.rglob("*.html"):
        for link in re.findall(r' (?:href|src)="([^"#:]+)["#]', page.read_text(encoding="utf-8")):
            assert (page.parent / link).is_file(), (page, link)


def test_drawings_sentences_and_downloads_are_in_it(folder: Path) -> None:
    page = (folder / "gpu-buying" / "index.html").read_text(encoding="utf-8")
    # Both drawings stand side by side, neither within the other: which one is seen is the style sheet's choice.
    assert page.count("</svg></div></div></div>") == 2 * page.count('<div class="of-narrow"><div class="drawing"') > 0
    assert "48.5万块" in (folder / "zh" / "sources" / "digest" / "index.html").read_text(encoding="utf-8")
    assert b"485000" in (folder / "charts" / "gpu-buyers.csv").read_bytes()
    assert (folder / "charts" / "gpu-buyers-excel.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (folder / "data" / "observations.csv").is_file()


def test_a_choice_that_files_have_not_is_left_out() -> None:
    assert plain("/capex?as_of=2025-02-11&lang=zh&theme=dark") == "/capex?lang=zh"
    assert placed("/data/observations.csv?lang=zh") == "data/observations.csv"
    assert placed("/data?page=2") == "data/page-2/index.html"
    assert placed("/assets/base.css?m=1") == "assets/base.css"
