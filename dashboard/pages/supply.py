"""Who ships how much, by whose count, and of what a share is a share."""

from dashboard.pages import Page, _charts

PAGE = Page(path="/supply", name="supply", section="charts", order=60)

head, body = _charts.chart_page(PAGE)
