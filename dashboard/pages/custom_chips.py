"""How far the chips of the buyers' own have come."""

from dashboard.pages import Page, _charts

PAGE = Page(path="/custom-chips", name="custom_chips", section="charts", order=30)

head, body = _charts.chart_page(PAGE)
