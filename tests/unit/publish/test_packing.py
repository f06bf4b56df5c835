"""Frames as bytes: texts of their own and texts that many rows share come back the same, part after part."""

import pandas as pd

from etl.publish.packing import of_frames, to_frames
from etl.reconcile.codes import plain, ranks_of


def frame(*rows: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["unit", "sentence"], dtype="str")


def test_texts_that_rows_share_come_back_as_categories_of_all_parts() -> None:
    parts = [frame(("usd", "one"), ("units", "two"))] * 2 + [frame(("chips", "three"), ("usd", "four")), frame()]
    found = to_frames(of_frames({"figures": part}, {"figures": ("sentence",)}) for part in parts)["figures"]
    assert isinstance(found["unit"].dtype, pd.CategoricalDtype)
    assert found["sentence"].dtype == "str"
    pd.testing.assert_frame_equal(plain(found), pd.concat(parts, ignore_index=True))


def test_what_a_small_refresh_kept_goes_together_with_what_a_large_one_makes() -> None:
    rows = ("usd", "one"), ("units", "two")
    with pd.option_context("mode.string_storage", "python"):
        few = of_frames({"figures": frame(*rows)}, {"figures": ("sentence",)})
    with pd.option_context("mode.string_storage", "pyarrow"):
        many = of_frames({"figures": frame(*rows)}, {"figures": ("sentence",)})
        found = to_frames([few, many])["figures"]
        pd.testing.assert_frame_equal(plain(found), frame(*rows, *rows))


def test_categories_are_ranked_as_their_texts() -> None:
    texts = pd.Series(["usd", "units", "", "chips", "usd"], dtype="str")
    assert ranks_of(texts.astype(pd.CategoricalDtype(texts.unique()))).tolist() == ranks_of(texts).tolist()
