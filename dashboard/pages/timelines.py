"""What was promised of each chip, what happened, and how the promise moved."""

from dashboard.pages import Page, _charts

PAGE = Page(path="/timelines", name="timelines", section="charts", order=35)

head, body = _charts.chart_page(PAGE)
