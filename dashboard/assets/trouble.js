// A card that waits for its answer is marked as busy and shows bars at its own height. Where no answer comes, what was
// drawn stays, and a note says so and offers to ask again; for a choice of the whole page it stands at the window's foot.
(() => {
  const cards = (chart) => (chart ? [document.getElementById(chart)] : [...document.querySelectorAll("main .card[data-chart]")]).filter(Boolean);
  const wait = (chart) => cards(chart).forEach((one) => one.setAttribute("aria-busy", "true"));
  const done = (chart) => cards(chart).forEach((one) => one.removeAttribute("aria-busy"));

  const notes = (chart) => [...document.querySelectorAll(".unanswered")].filter((note) => !chart || note.dataset.of === chart);
  const calm = (chart) => notes(chart).forEach((note) => note.remove());

  const part = (tag, text, more) => Object.assign(document.createElement(tag), { textContent: text, ...more });
  const trouble = (chart, again) => {
    calm(chart);
    const { no_answer, again: retry, anew } = document.getElementById("unanswered").dataset;
    const note = part("div", "", { className: "unanswered" });
    note.setAttribute("role", "alert");
    note.dataset.of = chart || "page";
    const button = part("button", retry, { type: "button", className: "btn", onclick: again });
    note.append(part("p", no_answer), button, part("a", anew, { href: location.href, className: "lk" }));
    // Behind what React holds: it neither sees the note nor moves it.
    ((chart && document.getElementById(chart)) || document.body).append(note);
  };

  window.ledger = Object.assign(window.ledger || {}, { wait, done, calm, trouble });
})();
