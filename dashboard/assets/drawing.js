// A drawing comes as SVG and is there before any script. Plotly draws the same in the same place when the browser has
// time, or at once when a pointer comes, and takes over when it is done: then a mark answers to a pointer and a click.
(() => {
  const h = React.createElement;
  const root = document.documentElement;
  const CALM = 400;
  const idle = window.requestIdleCallback || ((run) => setTimeout(run, 50));

  // Dash would fetch the whole of plotly for a graph that meets none: no graph is put in its place before ours is there.
  let bundle = null;
  const plotly = () => {
    bundle = bundle || new Promise((done, failed) => {
      const script = document.createElement("script");
      Object.assign(script, { src: root.dataset.plotly, onload: done, onerror: failed });
      document.head.append(script);
    });
    return bundle;
  };

  // One after another, so that the page answers in between.
  let turn = Promise.resolve();
  const idly = (run) => { turn = turn.then(() => new Promise((done) => idle(() => { run(); done(); }))); };

  // Calls `go` when plotly is there and the drawing is near the window and the page is calm, or a pointer has come.
  const wanted = (place, go) => {
    let left = false;
    const once = () => { if (!left) { stop(); plotly().then(go, () => {}); } };
    const seen = new IntersectionObserver((found) => {
      if (!found.some((one) => one.isIntersecting)) return;
      seen.disconnect();
      timer = setTimeout(() => idly(once), CALM);
    }, { rootMargin: "50%" });
    let timer = 0;
    const hands = ["pointerenter", "touchstart"];
    const stop = () => { left = true; seen.disconnect(); clearTimeout(timer); hands.forEach((name) => place.removeEventListener(name, once)); };
    hands.forEach((name) => place.addEventListener(name, once, { passive: true }));
    seen.observe(place);
    return stop;
  };

  // Two frames after plotly has begun it has drawn.
  const done = (place, go) => {
    let frame = 0;
    const next = (run) => { frame = requestAnimationFrame(run); };
    const look = () => next(place.querySelector(".js-plotly-plot .main-svg") ? () => next(go) : look);
    look();
    return () => cancelAnimationFrame(frame);
  };

  const STILL = 0, BEGUN = 1, LIVE = 2;
  const Drawing = ({ svg, height, children }) => {
    const place = React.useRef(null);
    const [held, hold] = React.useState({ svg, stage: STILL });
    const stage = held.svg === svg ? held.stage : STILL;
    React.useEffect(() => (stage === LIVE ? undefined : (stage === STILL ? wanted : done)(place.current, () => hold({ svg, stage: stage + 1 }))), [svg, stage]);
    return h("div", { ref: place, className: "drawing", "data-stage": stage, style: { height } },
      stage === LIVE ? null : h("div", { key: "under", dangerouslySetInnerHTML: { __html: svg } }),
      stage === STILL ? null : h("div", { key: "over", className: "over" }, children));
  };

  window.ledger = Object.assign(window.ledger || {}, { Drawing });
})();
