"""What renting costs."""

from dashboard.pages import Page, _charts

PAGE = Page(path="/rental", name="rental", section="charts", order=50)

head, body = _charts.chart_page(PAGE)
