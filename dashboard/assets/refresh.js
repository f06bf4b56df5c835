// The Refresh menu: starts a refresh, follows it, shows its receipt and then the new data.
(() => {
  const EVERY = 700;
  const $ = (id) => document.getElementById(id);
  const said = (name) => $("refresh").dataset[name.replace(/_(.)/g, (_, letter) => letter)] || $("refresh").getAttribute(`data-${name}`) || "";
  const line = (text, className) => { const p = document.createElement("p"); p.textContent = text; if (className) p.className = className; return p; };
  let timer = 0;
  let shown = "";
  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, "0")}`;

  // How fast a stage goes and how long it still takes; nothing is said before half a second of it has passed.
  const pace = (stage) => {
    const told = `${stage.done.toLocaleString()} / ${stage.total.toLocaleString()}`;
    if (!(stage.seconds > 0.5) || stage.total < 2 || !(stage.done > 0)) return told;
    const rate = stage.done / stage.seconds;
    const speed = said("speed").replace("{n}", rate.toLocaleString(undefined, { maximumFractionDigits: rate < 10 ? 1 : 0 }));
    const left = said("left").replace("{time}", clock((stage.total - stage.done) / rate));
    return [told, speed, ...(stage.done < stage.total ? [left] : [])].join(" · ");
  };

  // All stages stand there from the start: done, running, waiting. A stage that is not known by name is shown as told.
  const stages = (status) => {
    const told = new Map(status.stages.map((stage) => [stage.stage, stage]));
    const names = new Map(JSON.parse($("refresh").dataset.stages));
    status.stages.forEach((stage) => { if (!names.has(stage.stage)) names.set(stage.stage, stage.stage); });
    const last = status.stages.length ? status.stages[status.stages.length - 1].stage : "";
    const running = status.state === "running";
    const item = ([id, text]) => {
      const stage = told.get(id);
      const li = document.createElement("li");
      li.dataset.s = !stage ? "" : running && id === last ? "now" : "done";
      const name = document.createElement("span");
      name.textContent = text;
      const count = document.createElement("span");
      count.textContent = stage ? (running && id === last ? pace(stage) : `${stage.done} / ${stage.total}`) : running ? said("waiting") : "";
      li.append(name, count);
      return li;
    };
    const items = [...names].map(item);
    const now = told.get(last);
    if (running && now && now.total) {
      const bar = document.createElement("li");
      bar.className = "prog";
      bar.style.setProperty("--left", `${100 - Math.round((100 * now.done) / now.total)}%`);
      items.push(bar);
    }
    $("refresh-stages").replaceChildren(...items);
  };

  const size = (found) => (Array.isArray(found) ? found.length : Number(found) || (found && typeof found === "object" ? Object.keys(found).length : 0));
  const receipt = (status) => {
    const box = $("refresh-receipt");
    const told = status.receipt;
    const lines = [];
    if (status.state === "cancelled") lines.push(line(said("cancelled"), "warned"));
    if (["failed", "locked"].includes(status.state)) lines.push(line(said(status.state), "warned"), line(status.reason || ""));
    if (told) {
      const counts = ["added", "changed", "retracted"].map((name) => [said(name), size(told.counts ? told.counts[name] : told[name])]);
      lines.push(line(counts.every(([, n]) => n === 0) ? said("nothing") : counts.map(([name, n]) => `${name} ${n.toLocaleString()}`).join(" · ")));
      const left = [...(told.failed || []), ...(told.rejected || [])];
      left.slice(0, 8).forEach((one) => lines.push(line([one.source || one, one.reason, one.remedy].filter(Boolean).join(". "), "warned")));
    }
    box.replaceChildren(...lines);
  };

  const show = (status) => {
    $("refresh-start").disabled = status.state === "running" || !status.allowed;
    $("refresh-cancel").hidden = status.state !== "running" || !status.allowed;
    if (status.state !== "idle") stages(status);
    if (status.state !== "running") receipt(status);
  };

  // The header names a running refresh, whoever started it, on every page.
  const menu = () => $("refresh").closest("details");
  const head = (running) => {
    menu().toggleAttribute("data-running", running);
  };

  // When a refresh has ended the page comes anew under the open menu, so that the receipt is read.
  const follow = async () => {
    clearTimeout(timer);
    const status = await (await fetch("/refresh/status")).json();
    const running = status.state === "running";
    if (running || menu().open) show(status);
    head(running);
    if (running) {
      shown = "running";
      timer = setTimeout(follow, EVERY);
    } else if (shown === "running") {
      shown = "";
      if (status.state === "done" && menu().open) window.ledger.turn();
    }
  };

  const post = (path) => {
    const token = document.querySelector("#refresh input");
    return fetch(path, { method: "POST", headers: token && token.value ? { Authorization: `Bearer ${token.value}` } : {} });
  };
  const start = async () => {
    $("refresh-start").disabled = true;
    const answer = await post("/refresh");
    if (answer.status === 403) {
      $("refresh-receipt").replaceChildren(line(said("refused"), "warned"));
      $("refresh-start").disabled = false;
      return;
    }
    shown = "running";
    follow();
  };

  const cancel = async () => {
    $("refresh-cancel").hidden = true;
    const answer = await post("/refresh/cancel");
    if (answer.status === 403) $("refresh-receipt").replaceChildren(line(said("refused"), "warned"));
    follow();
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("#refresh-start")) start();
    if (event.target.closest("#refresh-cancel")) cancel();
  });
  document.addEventListener("ledger:ready", () => {
    menu().addEventListener("toggle", () => { if (menu().open) follow(); });
    follow();
  });
})();
