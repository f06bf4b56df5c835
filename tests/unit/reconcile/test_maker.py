import pandas as pd
import pytest

from etl.reconcile.maker import own_chips
from etl.vocabulary import vocabulary

CASES = [
    ("milestone", "openai", "tpu", ""),
    ("production_date", "openai", "tpu", ""),
    ("milestone", "google", "tpu", "tpu"),
    ("milestone", "openai+broadcom", "titan", "titan"),
    ("process_node_nm", "microsoft", "maia-100", "maia-100"),
    ("milestone", "openai", "some-new-chip", "some-new-chip"),
    ("units_purchased", "openai", "h100", "h100"),
]


def frame(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["metric", "entity", "product"])


@pytest.mark.parametrize(("metric", "entity", "product", "kept"), CASES)
def test_a_programme_keeps_only_its_own_chips(metric: str, entity: str, product: str, kept: str) -> None:
    found = own_chips(frame((metric, entity, product)), vocabulary())
    assert list(found["product"]) == [kept]


def test_an_attribute_of_anothers_chip_is_none_of_the_firm() -> None:
    found = own_chips(frame(("attribute", "meta", "maia"), ("attribute", "meta", "mtia-v2")), vocabulary())
    assert list(found["product"]) == ["mtia-v2"]
