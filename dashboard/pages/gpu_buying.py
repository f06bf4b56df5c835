"""Who bought how many GPUs."""

from dashboard.pages import Page, _charts

PAGE = Page(path="/gpu-buying", name="gpu_buying", section="charts", order=20)

head, body = _charts.chart_page(PAGE)
