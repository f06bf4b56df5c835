"""What the sentence behind a sum says that it is: $30,000. That is the price of an H100."""

from __future__ import annotations

import re

from etl.model import Quantity

_PRICE = re.compile(
    r"[\s.。!！:：—–-]{1,4}(?:(?:that|this|it)(?:['’]s| is| was)? (?:roughly |about |now |still |just )?"
    r"(?:the (?:\w+ ){0,2}price|what) [^.!?\n]{0,60}"
    r"|(?:这|那)(?:就|便|正)?是[^。！？\n]{0,30}(?:价格|售价|价钱|价码|单价|报价))"
)
_CHIP = re.compile(
    r"gpu|tpu|npu|accelerator|graphics card|hopper|blackwell|[abh][1-9]00|gb[1-9]00|加速卡|显卡|算力卡|昇腾"
)


def is_priced(plain: str, quantity: Quantity) -> bool:
    """Say whether a sum ends its sentence and the next one says that it is the price of a chip."""
    found = _PRICE.match(plain, quantity.span.end)
    return bool(found and _CHIP.search(plain, quantity.span.end, found.end()))
