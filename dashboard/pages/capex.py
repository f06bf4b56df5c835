"""What was promised, revised and spent."""

from dashboard.pages import Page, _charts

PAGE = Page(path="/capex", name="capex", section="charts", order=40)

head, body = _charts.chart_page(PAGE)
