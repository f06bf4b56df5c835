"""The page in Vizro: a filter and four graphs."""

from __future__ import annotations

import vizro.models as vm
from figures import FIGURES, companies, data
from vizro import Vizro
from vizro.models.types import capture

ROWS = data()
ROWS = ROWS[ROWS["entity"].isin(companies(ROWS))]


def captured(draw: object) -> object:
    """Return a figure function as Vizro wants it, over its own data frame."""

    @capture("graph")
    def chart(data_frame: object) -> object:
        return draw(data_frame)  # type: ignore[operator]

    return chart(data_frame=ROWS)


page = vm.Page(
    title="GPU buying",
    components=[vm.Graph(figure=captured(draw)) for draw in FIGURES],
    controls=[vm.Filter(column="entity", selector=vm.Checklist())],
)
server = Vizro().build(vm.Dashboard(pages=[page])).dash.server
# Asked once before a browser asks: a worker that served no page yet may refuse the files of its first one.
server.test_client().get("/")
