// Runs in the page from its first moment: notes, frame by frame, which marks can be seen and where they stand. A page is
// drawn when its marks first stand as they stand in the end. The rule is the same whoever draws, as plotly, Vega or SVG.
(() => {
  const PLACES = ".drawing, .js-plotly-plot, svg.marks";
  const MARKS = ".points .point, .hm image, g.marks > *, svg.marks [class^=mark-] path";
  const shape = (one) => (one.tagName === "g" || one.tagName === "svg" ? one.firstElementChild : one) || one;
  const seen = (one) => one.checkVisibility({ visibilityProperty: true });
  const stand = (place) => {
    const whole = place.getBoundingClientRect();
    const found = [...place.querySelectorAll(MARKS)].map(shape).filter(seen);
    return found.map((one) => {
      const box = one.getBoundingClientRect();
      return [box.x + box.width / 2 - whole.x, box.y + box.height / 2 - whole.y, box.width, box.height].map(Math.round);
    }).sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  };
  const drawings = () => {
    const places = [...document.querySelectorAll(PLACES)].filter((one) => !one.parentElement.closest(PLACES));
    return places.map(stand).filter((marks) => marks.length);
  };
  const bench = { told: [], clicked: 0 };
  let last = "";
  const look = () => {
    const now = document.body ? drawings() : [];
    const text = JSON.stringify(now);
    if (text !== last) { bench.told.push([performance.now(), now]); last = text; }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  window.addEventListener("click", (event) => { bench.clicked = event.timeStamp; bench.before = last; }, true);
  window.bench = bench;
})();
