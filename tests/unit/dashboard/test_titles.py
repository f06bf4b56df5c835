"""What an article is called where its source gives it no title, or a wrong one."""

import pytest

from dashboard.titles import LONGEST, title


@pytest.mark.parametrize(
    ("stated", "text", "called"),
    [
        ("Two figures", "One. Two.", "Two figures"),
        ("", "Nvidia did better than expected. Net income rose.", "Nvidia did better than expected."),
        ("文．特約記者", "文．特約記者\n\n一紙合約把甲骨文推上風口。股價大漲。", "一紙合約把甲骨文推上風口。"),
        ("", "# By A Reporter\nOrders grew", "Orders grew"),
        ("", "日期：\n订单增长", "订单增长"),
        ("营收大增。净利也增。" + "数" * LONGEST, "", "营收大增。"),
        ("", "", "doc"),
    ],
)
def test_an_article_is_called_by_its_title_or_its_opening_words(stated: str, text: str, called: str) -> None:
    assert title({"title": stated, "text": text, "name": "doc"}) == called


def test_a_long_opening_is_cut_at_a_word_and_marked() -> None:
    called = title({"title": "", "text": "word " * 40, "name": "doc"})
    assert called.endswith("word…")
    assert len(called) <= LONGEST + 1
