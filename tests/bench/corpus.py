"""A corpus of any size, made from the shipped digests with other numbers in them."""

from __future__ import annotations

import random
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DIGESTS = ROOT / "datasets/articles"
NUMBER = re.compile(r"(?<![A-Za-z\d.,/-])(?!(?:19|20)\d\d(?!\d))\d+(?:[.,]\d+)*(?![\d月日年-])")


def write(folder: Path, size: int) -> None:
    """Write so many articles into a folder, the same ones each time."""
    folder.mkdir(parents=True, exist_ok=True)
    digests = [path.read_text(encoding="utf-8") for path in sorted(DIGESTS.glob("*.md"))]
    for at in range(size):
        (folder / f"{at:06}.md").write_text(varied(digests[at % len(digests)], at), encoding="utf-8")


def varied(digest: str, seed: int) -> str:
    """Return a digest with other numbers of the same shape; dates and names stay."""
    chance = random.Random(seed)  # noqa: S311 - the same corpus each time
    head, mark, text = digest.partition("\n---\n")
    return head + mark + NUMBER.sub(lambda found: re.sub(r"\d", lambda one: _digit(one, chance), found[0]), text)


def _digit(found: re.Match[str], chance: random.Random) -> str:
    return found[0] if found[0] == "0" else str(chance.randint(1, 9))
