// One company over all charts of a page: under the pointer, under the focus, or pinned in the address (mark=meta), the
// others are dimmed. Marks carry their company (trace.meta, shape.name, annotation.name; data-of in what is drawn before
// plotly comes); nothing is asked of the server.
(() => {
  const root = document.documentElement;
  const pinned = () => new URLSearchParams(location.search).get("mark") || "";
  let shown = "";

  const parts = (plot) => {
    const layout = plot.layout || {};
    const traces = [...plot.querySelectorAll(".trace")].map((node) => [node, ((node.__data__ || [])[0] || {}).trace?.meta]);
    const of = (list, selector) => [...plot.querySelectorAll(selector)].map((node) => [node, (list || [])[node.dataset.index]?.name]);
    return [...traces, ...of(layout.shapes, ".shapelayer [data-index]"), ...of(layout.annotations, ".annotation[data-index]")];
  };
  const is = (name, company) => String(name).split("+").includes(company);
  const draw = (plot) => dim(parts(plot).filter(([, name]) => name));
  const draw_still = (still) => dim([...still.querySelectorAll("[data-of]")].map((node) => [node, node.dataset.of]));
  const dim = (found) => {
    // A chart without the company stays as it is: nothing in it is what was asked for.
    const held = shown && found.some(([, name]) => is(name, shown));
    found.forEach(([node, name]) => node.classList.toggle("dim", Boolean(held) && !is(name, shown)));
  };
  const stills = () => [...document.querySelectorAll(".still")];
  const plots = () => [...document.querySelectorAll(".js-plotly-plot")];
  const show = (company) => {
    const next = company || pinned();
    if (next === shown) return;
    shown = next;
    root.dataset.mark = shown;
    plots().forEach(draw);
    stills().forEach(draw_still);
  };

  const tied = new WeakSet();
  const tie = (plot) => {
    if (tied.has(plot) || !plot.on) return;
    tied.add(plot);
    plot.on("plotly_hover", (event) => show(((event.points[0] || {}).fullData || {}).meta));
    plot.on("plotly_unhover", () => show(""));
    plot.on("plotly_afterplot", () => draw(plot));
    draw(plot);
  };
  let waiting = false;
  const watch = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; plots().forEach(tie); if (shown) stills().forEach(draw_still); });
  };
  document.addEventListener("ledger:ready", () => show(""));
  document.addEventListener("DOMContentLoaded", () => new MutationObserver(watch).observe(document.body, { childList: true, subtree: true }));

  const mark = (event) => event.target.closest && event.target.closest(".still g[data-of]:has([data-at])");
  document.addEventListener("pointerover", (event) => mark(event) && show(mark(event).dataset.of.split("+")[0]));
  document.addEventListener("pointerout", (event) => mark(event) && show(""));

  const chip = (event) => (event.target.closest && event.target.closest("[data-toggle]") || { dataset: {} }).dataset.toggle;
  ["focusin", "pointerover"].forEach((name) => document.addEventListener(name, (event) => chip(event) && show(chip(event))));
  ["focusout", "pointerout"].forEach((name) => document.addEventListener(name, (event) => chip(event) && show("")));

  const pin = (company) => {
    const query = new URLSearchParams(location.search);
    if (company) query.set("mark", company);
    else query.delete("mark");
    history.replaceState(null, "", location.pathname + (String(query) ? `?${String(query).replace(/%2C/g, ",").replace(/%3A/g, ":")}` : ""));
    show("");
  };
  window.ledger = Object.assign(window.ledger || {}, { pin });
})();
