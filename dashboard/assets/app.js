// Every choice is in the address. A control says what it sets (data-set="lang=zh", data-toggle="meta"): a control of a
// card (data-card) asks for that card again, any other for the whole page. Both come as components in JSON, and only
// what differs is changed; no document is loaded.
(() => {
  const root = document.documentElement;
  const narrow = window.matchMedia("(max-width: 900px)");
  const params = () => new URLSearchParams(location.search);
  const text = (query) => String(query).replace(/%2C/g, ",").replace(/%3A/g, ":");
  const address = (query) => location.pathname + (String(query) ? `?${text(query)}` : "");
  const put = (query, name, value) => (value ? query.set(name, value) : query.delete(name));

  const go = (query, card) => {
    history.replaceState(null, "", address(query));
    if (card) turn_card(card);
    else turn();
  };

  // A card's own choice stands before the same one told for the whole page, so that here the default is told too.
  const DEFAULT = { tab: "chart" };
  const choose = (pairs, card, preset) => {
    const query = params();
    pairs.split("&").forEach((pair) => {
      const [name, told] = pair.split(/=(.*)/s);
      const value = card && told === preset && !query.has(name) ? "" : told;
      put(query, card ? `${card}.${name}` : name, value || (card && query.has(name) && DEFAULT[name]));
      if (name === "theme") root.dataset.theme = value || "light";
    });
    go(query, card);
  };

  // Chips: none chosen means those a chart draws by itself; the first click takes one out or adds another, and choosing
  // just those again is the default.
  const on = (one) => one.getAttribute("aria-pressed") === "true";
  const chips = () => [...document.querySelectorAll(".filters [data-toggle]")];
  const by_itself = (one) => one.dataset.drawn === "yes";
  const told_of = (ids) => (!ids.length || chips().every((one) => ids.includes(one.dataset.toggle) === by_itself(one)) ? "" : ids.join(","));
  const wished = (button) => {
    if ("preset" in button.dataset) return button.dataset.preset ? button.dataset.preset.split(",") : [];
    return chips().filter((one) => on(one) !== (one === button)).map((one) => one.dataset.toggle);
  };
  const choose_companies = (ids) => {
    chips().forEach((one) => one.setAttribute("aria-pressed", String(ids.length ? ids.includes(one.dataset.toggle) : by_itself(one))));
    choose(`entities=${told_of(ids)}`);
  };

  // What a pointer comes to is asked for ahead of the click; the answer is used once, and soon or not at all.
  const SOON_MS = 4000;
  const ahead = new Map();
  const ask = (path) => {
    // The cookie of a width that has just changed may come too late.
    const headers = { Accept: "application/json", "X-Ledger-Width": root.dataset.width };
    const answer = ahead.get(path) || fetch(path, { headers });
    ahead.delete(path);
    return answer;
  };
  document.addEventListener("pointerover", (event) => {
    const button = event.target.closest && event.target.closest(".filters [data-toggle],.filters [data-preset]");
    if (!button || event.pointerType === "touch" || button.contains(event.relatedTarget)) return;
    const query = params();
    put(query, "entities", told_of(wished(button)));
    const path = `/parts/page${address(query)}`;
    if (ahead.has(path)) return;
    const answer = ask(path);
    answer.catch(() => ahead.delete(path));
    ahead.set(path, answer);
    setTimeout(() => { if (ahead.get(path) === answer) ahead.delete(path); }, SOON_MS);
  });

  const copy = async (button) => {
    // Addresses of ours are completed: alone, or as the last words of a sentence or citation.
    const copied = button.dataset.copy.replace(/(^|[\s{，"])(\/(?:charts|embed)\/\S+)/g, `$1${location.origin}$2`);
    try { await navigator.clipboard.writeText(copied); button.dataset.done = "yes"; } catch { window.prompt("", copied); }
  };

  // A mark was clicked: its card turns to the evidence of that observation.
  const follow = (id, chart) => choose(`tab=evidence&at=${id}`, chart);

  const close = (menu) => { menu.open = false; };
  const open_menus = () => [...document.querySelectorAll("details.menu[open]")];
  document.addEventListener("click", (event) => {
    const hit = event.target.closest("[data-set],[data-toggle],[data-preset],[data-copy],[data-sheet],[data-at],[data-again]");
    open_menus().filter((menu) => !menu.contains(event.target)).forEach(close);
    if (!hit || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if ("sheet" in hit.dataset) fold(hit);
    else if ("again" in hit.dataset) turn_card(hit.dataset.again);
    else if ("copy" in hit.dataset) copy(hit);
    else if ("at" in hit.dataset) follow(hit.dataset.at, hit.closest("[data-chart]").dataset.chart);
    else if ("toggle" in hit.dataset || "preset" in hit.dataset) choose_companies(wished(hit));
    else {
      choose(hit.dataset.set, hit.dataset.card, hit.dataset.default);
      const menu = hit.closest("details.menu");
      if (menu) { close(menu); menu.firstElementChild.focus(); }
    }
  });
  const fold = (button) => {
    const shown = root.dataset.menu !== "on";
    root.dataset.menu = shown ? "on" : "";
    button.setAttribute("aria-expanded", String(shown));
  };

  // A date is told while it is typed: the year 2 comes before 2025. Only a day within the field's bounds is a choice.
  document.addEventListener("change", (event) => {
    const field = event.target.closest("[data-sets]");
    if (field && field.dataset.sets === "mark") return window.ledger.pin(field.value);
    if (field && field.validity.valid && params().get(field.dataset.sets) !== field.value) choose(`${field.dataset.sets}=${told(field)}`, field.dataset.card, field.dataset.default);
  });
  // The fields of a scenario are told together, assume=price:40000,use:60; what stands at its default is left out.
  const told = (field) => {
    if (field.dataset.part === undefined) return field.value;
    const fields = [...document.querySelectorAll(`[data-part][data-card="${field.dataset.card}"]`)];
    return fields.filter((one) => one.value && one.value !== one.dataset.default).map((one) => `${one.dataset.part}:${one.value}`).join(",");
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") open_menus().forEach((menu) => { close(menu); menu.firstElementChild.focus(); });
    const tab = event.target.closest && event.target.closest("[role=tab]");
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!tab || !step) return;
    const tabs = [...tab.parentElement.querySelectorAll("[role=tab]")];
    tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length].focus();
  });

  // A phone has its own drawings. The server guesses; where it guessed wrong the page is asked for again.
  const fit = () => {
    const width = narrow.matches ? "narrow" : "wide";
    document.cookie = `ledger_width=${width}; path=/; SameSite=Strict; max-age=31536000`;
    const drawn = root.dataset.width;
    root.dataset.width = width;
    if (drawn !== width) turn();
  };
  let last;
  const refit = () => {
    clearTimeout(last);
    last = setTimeout(fit, 150);
  };
  const ready = () => document.querySelector("#react-entry-point main");
  const begin = () => {
    const first = document.getElementById("first");
    if (first) first.remove();
    fit();
    // A printer, or a tool that takes a picture, makes the window small for a moment: only what lasts is drawn anew.
    // A window that goes back and forth in a blink may tell of its size, but not that it is narrow again.
    narrow.addEventListener("change", refit);
    window.addEventListener("resize", refit);
    root.dataset.ready = "yes";
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target) target.scrollIntoView({ block: "center" });
    document.dispatchEvent(new Event("ledger:ready"));
  };
  const watch = new MutationObserver(() => { if (ready()) { watch.disconnect(); begin(); } });
  document.addEventListener("DOMContentLoaded", () => (ready() ? begin() : watch.observe(document.body, { childList: true, subtree: true })));

  // The newest wish wins: an answer that comes after a later wish is dropped. Without an answer the view stays, and
  // assets/trouble.js says so in its place; the chart is empty where the whole page was asked for.
  const newest = new Map();
  const fetched = async (chart, path, again) => {
    const mine = {};
    newest.set(chart, mine);
    root.dataset.busy = "yes";
    ledger.wait(chart);
    const is_newest = () => newest.get(chart) === mine;
    try {
      const answer = await ask(path);
      if (!answer.ok) throw new Error(answer.statusText);
      const found = await answer.json();
      if (!is_newest()) return undefined;
      ledger.calm(chart);
      return found;
    } catch {
      if (is_newest()) ledger.trouble(chart, again);
      return undefined;
    } finally {
      if (is_newest()) {
        newest.delete(chart);
        ledger.done(chart);
        if (!newest.size) delete root.dataset.busy;
      }
    }
  };
  const turn = async () => {
    const page = await fetched("", `/parts/page${address(params())}`, turn);
    if (!page) return;
    document.title = page.title;
    root.lang = page.lang;
    Object.assign(root.dataset, page.data);
    renew(ROOT, page.children);
    document.dispatchEvent(new Event("ledger:turned"));
    fit();
  };
  const turn_card = async (chart) => {
    const body = await fetched(chart, `/parts/card/${chart}${location.search}`, () => turn_card(chart));
    const place = body && placed(TOP, (part) => part.props.id && part.props.id.type === "card" && part.props.id.chart === chart);
    if (place) renew([...place, "props", "children"], body);
  };

  // Only what differs is set. Where a component became another one, the one around it gets new children.
  const TOP = ["components"];
  const ROOT = [...TOP, "props", "children", "props", "children"];
  const held = (place) => window.dash_component_api.getLayout(place);
  const is_part = (one) => one !== null && typeof one === "object" && "namespace" in one;
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const named = (part) => [part.type, part.props.id];
  const inside = (place, index) => [...place, "props", "children", ...(index === undefined ? [] : [index])];
  const changes = (place, old, now) => {
    if (!is_part(old) || !is_part(now) || !same(named(old), named(now))) return null;
    const { children, ...props } = now.props;
    const differing = Object.fromEntries(Object.entries(props).filter(([name, value]) => !same(old.props[name], value)));
    const below = among(place, old.props.children, children);
    if (!below) differing.children = children;
    return [...(Object.keys(differing).length ? [[place, differing]] : []), ...(below || [])];
  };
  const among = (place, old, now) => {
    if (same(old, now)) return [];
    const several = Array.isArray(now);
    if (several !== Array.isArray(old) || (several && old.length !== now.length)) return null;
    const found = several ? now.map((one, i) => changes(inside(place, i), old[i], one)) : [changes(inside(place), old, now)];
    return found.includes(null) ? null : found.flat();
  };
  const renew = (place, now) => {
    const found = changes(place, held(place), now);
    (found || [[place, now.props]]).forEach(([at, props]) => window.dash_clientside.set_props(at, props));
  };
  const placed = (place, wanted, part = held(place)) => {
    if (!is_part(part)) return null;
    if (wanted(part)) return place;
    const children = part.props.children;
    const below = Array.isArray(children) ? children.map((one, i) => [inside(place, i), one]) : [[inside(place), children]];
    for (const [at, one] of below) { const found = placed(at, wanted, one); if (found) return found; }
    return null;
  };

  window.ledger = Object.assign(window.ledger || {}, { turn, choose });
  window.dash_clientside = window.dash_clientside || {};
  // The same in plotly's drawing. The click is forgotten, so that it can be made again.
  window.dash_clientside.ledger = {
    pick(click) {
      const point = click && click.points && click.points[0];
      const id = point && (Array.isArray(point.customdata) ? point.customdata[0] : point.customdata);
      if (!id) return window.dash_clientside.no_update;
      follow(id, window.dash_clientside.callback_context.inputs_list[0].id.chart);
      return null;
    },
  };
})();
