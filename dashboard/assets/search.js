// Search (Ctrl-K): a combobox over the file of the snapshot, which is fetched when the search or the day is first opened.
(() => {
  const MOST = 12;
  const KEPT = ["lang", "theme", "numbers", "currency", "as_of"];
  const button = () => document.getElementById("find");
  const said = (name) => button().dataset[name] || "";
  const make = (tag, attributes, ...content) => {
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    element.append(...content);
    return element;
  };

  const files = new Map();
  const file = () => {
    const address = said("index");
    if (!files.has(address)) files.set(address, address ? fetch(address).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(address)))) : Promise.reject(new Error("none")));
    return files.get(address).catch(() => { files.delete(address); return { days: [], entries: [] }; });
  };

  const link = (path) => {
    const url = new URL(path, location.origin);
    const now = new URLSearchParams(location.search);
    KEPT.forEach((name) => { if (now.get(name)) url.searchParams.set(name, now.get(name)); });
    return url.pathname + url.search;
  };

  // Every word must be found; the very name comes first, then names that begin with what was typed, then the file's order.
  const find = (entries, words) => {
    const found = [[], [], []];
    const asked = words.join(" ");
    for (const [kind, name, note, href, other] of entries) {
      const text = `${name} ${other}`.toLowerCase();
      const called = name.toLowerCase();
      if (words.every((word) => text.includes(word))) found[called === asked ? 0 : called.startsWith(words[0]) ? 1 : 2].push({ kind, name, note, href });
    }
    return found.flat();
  };

  let dialog = null;
  let shown = [];
  let at = -1;
  const build = () => {
    const input = make("input", { type: "text", role: "combobox", "aria-expanded": "false", "aria-controls": "found", "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false" });
    const list = make("ul", { id: "found", role: "listbox" });
    const count = make("p", { role: "status", class: "dim" });
    const close = make("button", { type: "button", class: "lk" }, "Esc");
    dialog = make("dialog", { class: "search", id: "search" }, make("div", { class: "ask" }, input, close), list, count);
    document.body.append(dialog);
    input.addEventListener("input", list_found);
    input.addEventListener("keydown", keys);
    close.addEventListener("click", () => dialog.close());
    list.addEventListener("click", (event) => { const hit = event.target.closest("[role=option]"); if (hit) leave([...list.children].indexOf(hit)); });
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  };
  const part = (selector) => dialog.querySelector(selector);
  const option = (one, index) => make("li", { role: "option", id: `found-${index}`, "aria-selected": "false" },
    make("span", {}, one.name), make("small", {}, [one.kind, one.note].filter(Boolean).join(" · ")));

  const list_found = async () => {
    const asked = part("input").value.trim();
    const { entries } = await file();
    if (asked !== part("input").value.trim()) return;
    const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
    const all = words.length ? find(entries, words) : entries.filter((one) => one[0] === entries[0][0]).map(([kind, name, note, href]) => ({ kind: "", name, note, href }));
    shown = all.slice(0, MOST);
    if (words.length) shown.push({ kind: "", name: said("all").replace("{words}", asked), note: "", href: `/data?q=${encodeURIComponent(asked)}` });
    part("ul").replaceChildren(...shown.map(option));
    part("input").setAttribute("aria-expanded", String(shown.length > 0));
    part("[role=status]").textContent = !words.length ? "" : !all.length ? said("none") : all.length === 1 ? said("one") : said("many").replace("{n}", all.length.toLocaleString());
    point(words.length && shown.length ? 0 : -1);
  };
  const point = (index) => {
    at = index;
    [...part("ul").children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    const item = part("ul").children[at];
    if (item) { part("input").setAttribute("aria-activedescendant", item.id); item.scrollIntoView({ block: "nearest" }); } else part("input").removeAttribute("aria-activedescendant");
  };
  const leave = (index) => { if (shown[index]) location.assign(link(shown[index].href)); };
  const keys = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && shown.length) point((at + step + shown.length) % shown.length);
    else if (event.key === "Enter") leave(at);
    else return;
    event.preventDefault();
  };

  const open = () => {
    if (!dialog) build();
    if (dialog.open) return;
    const name = button().getAttribute("aria-label");
    dialog.setAttribute("aria-label", name);
    part("input").setAttribute("aria-label", name);
    part("input").placeholder = said("hint");
    part("ul").setAttribute("aria-label", name);
    part("button").setAttribute("aria-label", said("close"));
    part("input").value = "";
    dialog.showModal();
    list_found();
  };
  document.addEventListener("click", (event) => { if (event.target.closest("#find")) open(); });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); open(); }
  });

  // The day: a slider over the days on which something changed; its last stop is the newest, which the address leaves out.
  const WAIT = 250;
  const slider = () => document.getElementById("day");
  const worded = (day) => new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : "zh-CN", { day: "numeric", month: document.documentElement.lang === "en" ? "short" : "long", year: "numeric", timeZone: "UTC" }).format(new Date(day));
  const tell = (days) => {
    const text = worded(days[Number(slider().value)]);
    document.getElementById("day-said").textContent = text;
    slider().setAttribute("aria-valuetext", text);
  };
  const set = async () => {
    const { days } = await file();
    slider().disabled = !days.length;
    if (!days.length) return;
    const now = new URLSearchParams(location.search).get("as_of");
    const later = now ? days.findIndex((day) => day > now) : -1;
    slider().max = days.length - 1;
    slider().value = later < 0 ? days.length - 1 : Math.max(0, later - 1);
    tell(days);
  };
  let timer = 0;
  const slid = async (wait) => {
    const { days } = await file();
    tell(days);
    clearTimeout(timer);
    const day = days[Number(slider().value)];
    timer = setTimeout(() => window.ledger.choose(`as_of=${day === days[days.length - 1] ? "" : day}`), wait);
  };
  document.addEventListener("input", (event) => { if (event.target.id === "day") slid(WAIT); });
  document.addEventListener("toggle", (event) => { if (event.target.open && event.target.closest("#as-of")) set(); }, true);
  document.addEventListener("ledger:turned", () => { if (document.querySelector("#as-of [open]") && document.activeElement !== slider()) set(); });
  window.addEventListener("beforeprint", () => { document.getElementById("printed").dataset.href = location.href; });
})();
