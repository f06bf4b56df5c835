// Every choice is in the address. A control says what it sets (data-set="lens=share", data-toggle="entities=meta");
// a control of a card (data-card) redraws that card, one of the page (data-all) redraws every card, any other loads the page.
(() => {
  const params = () => new URLSearchParams(location.search);
  const address = (query) => location.pathname + (String(query) ? `?${decodeCommas(query)}` : "");
  const decodeCommas = (query) => String(query).replace(/%2C/g, ",");
  const cards = () => [...document.querySelectorAll("article.card[data-chart]")].map((card) => card.dataset.chart);
  const put = (query, name, value) => (value ? query.set(name, value) : query.delete(name));

  const redraw = (chart, query) => {
    const asked = new URLSearchParams(query);
    asked.set("width", narrow.matches ? "narrow" : "wide");
    dash_clientside.set_props({ type: "ask", chart }, { data: decodeCommas(asked) });
  };
  const go = (query, charts) => {
    history.replaceState(null, "", address(query));
    charts.forEach((chart) => redraw(chart, query));
  };

  const choose = (pairs, card, all) => {
    const query = params();
    pairs.split("&").forEach((pair) => {
      const [name, value] = pair.split(/=(.*)/s);
      put(query, card ? `${card}.${name}` : name, value);
    });
    if (card) go(query, [card]);
    else if (all) go(query, cards());
    else location.assign(address(query));
  };

  // Chips: none chosen means all shown; the first click takes one out, and choosing all again is the default.
  const toggle = (chip) => {
    const chips = [...chip.parentElement.querySelectorAll(".chip")];
    const on = (one) => one.getAttribute("aria-pressed") === "true";
    chip.setAttribute("aria-pressed", String(!on(chip)));
    let chosen = chips.filter(on);
    if (!chosen.length || chosen.length === chips.length) chosen = chips;
    press(chips, chosen.map((one) => one.dataset.toggle));
    const query = params();
    put(query, "entities", chosen.length === chips.length ? "" : chosen.map((one) => one.dataset.toggle).join(","));
    go(query, cards());
  };
  const press = (chips, ids) => chips.forEach((one) => one.setAttribute("aria-pressed", String(ids.includes(one.dataset.toggle))));
  const preset = (button) => {
    const ids = button.dataset.preset ? button.dataset.preset.split(",") : [];
    const chips = [...document.querySelectorAll(".filters .chip")];
    press(chips, ids.length ? ids : chips.map((one) => one.dataset.toggle));
    const query = params();
    put(query, "entities", ids.join(","));
    go(query, cards());
  };

  const copy = async (button) => {
    const text = button.dataset.copy.startsWith("/") ? location.origin + button.dataset.copy : button.dataset.copy;
    try { await navigator.clipboard.writeText(text); button.dataset.done = "yes"; } catch { window.prompt("", text); }
  };

  document.addEventListener("click", (event) => {
    const hit = event.target.closest("[data-set],[data-toggle],[data-preset],[data-copy],[data-sheet]");
    document.querySelectorAll("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
    if (!hit || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if ("sheet" in hit.dataset) document.documentElement.dataset.menu = document.documentElement.dataset.menu === "on" ? "" : "on";
    else if ("copy" in hit.dataset) copy(hit);
    else if ("toggle" in hit.dataset) toggle(hit);
    else if ("preset" in hit.dataset) preset(hit);
    else choose(hit.dataset.set, hit.dataset.card, "all" in hit.dataset);
  });
  document.addEventListener("change", (event) => {
    const field = event.target.closest("[data-sets]");
    if (field) choose(`${field.dataset.sets}=${field.value}`, field.dataset.card, false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelectorAll("details.menu[open]").forEach((menu) => { menu.open = false; menu.firstElementChild.focus(); });
    const tab = event.target.closest && event.target.closest("[role=tab]");
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!tab || !step) return;
    const tabs = [...tab.parentElement.querySelectorAll("[role=tab]")];
    tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length].focus();
  });

  // A phone has its own drawings. The server guesses; where it guessed wrong the cards are asked for again.
  const narrow = window.matchMedia("(max-width: 900px)");
  const fit = () => {
    const width = narrow.matches ? "narrow" : "wide";
    document.cookie = `ledger_width=${width}; path=/; SameSite=Strict; max-age=31536000`;
    const drawn = document.documentElement.dataset.width;
    document.documentElement.dataset.width = width;
    if (drawn !== width) cards().forEach((chart) => redraw(chart, params()));
  };
  const ready = () => document.querySelector("#react-entry-point main");
  const begin = () => {
    const first = document.getElementById("first");
    if (first) first.remove();
    fit();
    narrow.addEventListener("change", fit);
    document.documentElement.dataset.ready = "yes";
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target) target.scrollIntoView({ block: "center" });
    document.dispatchEvent(new Event("ledger:ready"));
  };
  const watch = new MutationObserver(() => { if (ready()) { watch.disconnect(); begin(); } });
  document.addEventListener("DOMContentLoaded", () => (ready() ? begin() : watch.observe(document.body, { childList: true, subtree: true })));

  // A mark was clicked: its card turns to the evidence of that observation.
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.ledger = {
    pick(click) {
      const none = window.dash_clientside.no_update;
      const point = click && click.points && click.points[0];
      const id = point && (Array.isArray(point.customdata) ? point.customdata[0] : point.customdata);
      if (!id) return none;
      const { chart } = window.dash_clientside.callback_context.inputs_list[0].id;
      const query = params();
      query.set(`${chart}.tab`, "evidence");
      query.set(`${chart}.at`, id);
      history.replaceState(null, "", address(query));
      query.set("width", narrow.matches ? "narrow" : "wide");
      return decodeCommas(query);
    },
  };
})();
