// The components of dashboard/components/native.py. React escapes every text; nothing here is markup.
(() => {
  const h = React.createElement;

  const cell = (content) => {
    if (typeof content !== "object" || content === null) return content;
    const inner = [];
    if (content.mark) inner.push(h("i", { key: "m", className: `sw co-${content.mark}`, "aria-hidden": true }));
    const tag = content.gone ? "s" : content.tone ? "b" : "";
    inner.push(tag ? h(tag, { key: "s", className: content.tone && `tone-${content.tone}` }, content.text) : content.text);
    if (content.badge) inner.push(h("span", { key: "b", className: "badge warn" }, content.badge));
    const line = content.href ? h("a", { href: content.href, lang: content.lang }, ...inner) : h(content.lang ? "span" : React.Fragment, content.lang ? { lang: content.lang } : null, ...inner);
    return content.note ? [h("span", { key: "l" }, line), h("small", { key: "n", lang: content.note_lang }, content.note)] : line;
  };

  // Short cells (dates, names of few letters) do not break; long ones may, and the longest get more room.
  // A Chinese character is as wide as two letters.
  const SHORT = 16, LONG = 48;
  const span = (text) => [...text].reduce((sum, letter) => sum + (letter > "\u2e7f" ? 2 : 1), 0);
  const shape = (column, content) => {
    const text = typeof content === "object" && content ? content.text : String(content ?? "");
    const width = span(text) <= SHORT ? "nw" : span(text) > LONG ? "lg" : "";
    return [column && column.right ? "r" : "", width].filter(Boolean).join(" ") || undefined;
  };

  // A table whose rows stand as blocks on a phone says by its roles that it is one: the blocks alone would not.
  const ROLES = { table: "table", group: "rowgroup", row: "row", column: "columnheader", first: "rowheader", cell: "cell" };
  const Table = ({ columns, rows, caption, across }) => {
    const role = across ? {} : ROLES;
    return h("table", { className: across ? "across" : "stacked", role: role.table },
      h("caption", { className: "vh" }, caption),
      h("thead", { role: role.group }, h("tr", { role: role.row }, columns.map((c, i) => h("th", { key: i, scope: "col", role: role.column, className: shape(c, c.label) }, c.label)))),
      h("tbody", { role: role.group }, rows.map((row, r) =>
        h("tr", { key: r, role: role.row }, row.map((content, i) => h(i ? "td" : "th", { key: i, scope: i ? undefined : "row", role: i ? role.cell : role.first, "data-label": i && !across ? columns[i].label : undefined, className: shape(columns[i], content) }, cell(content)))))));
  };

  // The field keeps its element, and with it the focus, when the page comes in another view; only its value follows.
  const Field = ({ kind, label, value, sets, card, options, placeholder, min, max, step, part, default: preset, id }) => {
    const field = React.useRef(null);
    const now = value || "";
    React.useEffect(() => { if (field.current !== document.activeElement || options) field.current.value = now; }, [now]);
    const common = { ref: field, id, className: `field-in ${kind || ""}`, "aria-label": label, "data-sets": sets, "data-card": card, "data-part": part, "data-default": preset, defaultValue: now };
    if (options) return h("select", common, options.map(([v, text]) => h("option", { key: v, value: v }, text)));
    return h("input", { ...common, type: kind || "text", placeholder: placeholder || preset, min, max, step });
  };

  // React finds by place what stayed: its element, its focus and what is open in it stay too.
  const OWN = { Table, Field, Drawing: window.ledger.Drawing };
  const drawn = (node, holes) => {
    if (!Array.isArray(node)) return node !== null && typeof node === "object" ? holes[node.hole] : node;
    const [tag, attributes, ...inner] = node;
    return h(OWN[tag] || tag, attributes, ...inner.map((one) => drawn(one, holes)));
  };
  const Fold = ({ tree, children }) => h(React.Fragment, null, ...tree.map((node) => drawn(node, [].concat(children ?? []))));

  window.ledger = Object.assign(window.ledger || {}, { ...OWN, Fold });
})();
