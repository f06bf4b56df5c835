"""Texts of our own to measure with: full of figures, and such as news is, with a figure here and there."""

# ruff: noqa: E501 - texts read best unbroken

from __future__ import annotations

from pathlib import Path

from tests.bench.corpus import varied

SIZE = 4_000
KINDS = ("dense", "news")
LANGUAGES = ("zh", "en")
TEXTS = {
    (
        "zh",
        "dense",
    ): "微软2024年购买了48.5万块英伟达Hopper芯片，Meta购买了22.4万块，亚马逊和谷歌分别购买了19.6万和16.9万块。\n\n"
    "集群一年租金近25亿美元（折合人民币183亿元）。今年资本开支预计为600亿至650亿美元，同比增长约80%。\n\n",
    (
        "en",
        "dense",
    ): "Microsoft bought 485,000 Hopper chips in 2024, twice Meta's 224,000. Amazon and Google took 196,000 and 169,000 chips respectively.\n\n"
    "Capital expenditure will be $91-93 billion next year, up from $75 billion, while rents of about $2.35 per GPU hour held.\n\n",
    (
        "zh",
        "news",
    ): "公司在声明中表示，算力需求仍在增长，新的数据中心将按计划分期建成，供应商也在扩大产能。管理层在电话会上说，客户把更多业务搬到云上，团队正在招人。\n\n"
    "谷歌的工程师花了几年时间改进自家的芯片，外界一直关心它会不会卖给别的公司。分析师对此看法不一，有人认为这会改变市场，也有人说现在下结论还太早。\n\n"
    "知情人士透露，微软去年购买了48.5万块英伟达Hopper芯片。发言人拒绝置评，只说公司会根据客户的需要安排采购。\n\n",
    (
        "en",
        "news",
    ): "Executives expect demand for computing power to keep growing as more customers move their work to the new data centres. The company said that it would build them in stages, and that suppliers were adding capacity.\n\n"
    "Engineers at Google have spent years on chips of their own, and outsiders have long wondered whether other firms could buy them. Analysts do not agree on what that would mean, and some say that it is too early to tell.\n\n"
    "Microsoft bought 485,000 Hopper chips in 2024, according to people familiar with the matter. A spokesman declined to comment beyond saying that orders follow what customers need.\n\n",
}


def write(folder: Path, language: str, kind: str, documents: int) -> list[Path]:
    """Write so many articles of one language and kind, each with other numbers, and return their paths."""
    text = TEXTS[language, kind]
    whole = text * (SIZE // len(text.encode()) + 1)
    head = '---\ntitle: "{}"\ndate: "2025-02-11"\n---\n'.format("算力报告" if language == "zh" else "Counting chips")
    paths = [folder / f"{language}-{kind}-{at}.md" for at in range(documents)]
    for at, path in enumerate(paths):
        path.write_text(varied(head + whole, at), encoding="utf-8")
    return paths
