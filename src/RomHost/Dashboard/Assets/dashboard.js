"use strict";
// Texts of experiments become text nodes (Drawing.element), never markup.
(() => {
  const { colourOf, dashes, element, plot } = Drawing;
  const { of: number, count, whole } = NumberText;
  const place = id => document.getElementById(id);
  const pause = 2000, longestPause = 15000, mostCompared = 4;
  const chosen = new Set();

  // The token stands in the first address only; the browser's cookie has it from then on.
  if (location.search) history.replaceState(null, "", location.pathname + location.hash);

  const library = (() => {
    const loaded = {};
    const load = name => loaded[name] ??= new Promise((done, failed) => {
      const script = element("script", null, { src: `/assets/${name}` });
      script.addEventListener("load", done);
      script.addEventListener("error", () => failed(new Error(`${name} cannot be loaded`)));
      document.head.append(script);
    });
    return async (...names) => { for (const name of names) await load(name); };
  })();

  // The part of the address after # is the state of the page: it can be kept as a bookmark.
  const route = () => {
    const [path, query] = (location.hash.slice(1) || "/").split(/\?(.*)/s);
    return { path, query: new URLSearchParams(query ?? "") };
  };
  const address = (path, query) => `#${path}${String(query) ? `?${query}` : ""}`;
  const change = (changes, replaces = false) => {
    const { path, query } = route();
    for (const [key, value] of Object.entries(changes)) {
      query.delete(key);
      for (const one of Array.isArray(value) ? value : [value]) if (one) query.append(key, one);
    }
    if (replaces) {
      history.replaceState(null, "", address(path, query));
      show();
    } else location.hash = address(path, query);
  };
  const linkTo = name => element("a", name, { href: address("/experiment", new URLSearchParams({ experiment: name })) });

  const say = (node, text, isProblem = false) => node.append(element("p", text, { class: isProblem ? "problem" : "note" }));
  const tableOf = (head, rows, firstIsHead = true) => {
    const box = element("div", undefined, { class: "scroll", tabindex: "0" }), node = element("table"), line = element("tr");
    head.forEach((cell, i) => line.append(cell instanceof Node ? cell : element("th", cell, { scope: "col", class: i === 0 ? "" : "number" })));
    node.append(element("thead"), element("tbody"));
    node.tHead.append(line);
    for (const row of rows) {
      const one = element("tr");
      row.forEach((cell, i) => one.append(cell instanceof Node ? cell
        : i === 0 && firstIsHead ? element("th", cell, { scope: "row" }) : element("td", cell, { class: "number" })));
      node.tBodies[0].append(one);
    }
    box.append(node);
    return box;
  };
  // What has the focus keeps it when its table is drawn anew.
  const redraw = (node, ...content) => {
    const key = node.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    const scrolled = [...node.querySelectorAll(".scroll, pre")].map(one => [one.scrollLeft, one.scrollTop]);
    node.replaceChildren(...content);
    [...node.querySelectorAll(".scroll, pre")].forEach((one, i) => { if (scrolled[i]) [one.scrollLeft, one.scrollTop] = scrolled[i]; });
    if (key !== undefined) [...node.querySelectorAll("[data-key]")].find(one => one.dataset.key === key)?.focus({ preventScroll: true });
  };
  const stateOf = state => element("span", state, { class: `state ${state}` });
  const progressOf = process => {
    const cell = element("td", undefined, { class: "text" }), progress = process.progress;
    if (progress) {
      const stage = progress.stages > 0 ? `${progress.stage}/${progress.stages} ` : "";
      const done = progress.unit ? `${whole(Math.floor(progress.completed))} of ${count(progress.total, progress.unit)}`
        : `${Math.floor(100 * progress.completed / Math.max(progress.total, 1e-9))} %`;
      cell.append(element("div", `${stage}${progress.title}: ${done} `));
      cell.append(element("progress", null, { max: String(Math.max(progress.total, 1e-9)), value: String(progress.completed), "aria-label": progress.title }));
    } else cell.append(element("div", process.work || "at work"));
    return cell;
  };

  // The table of all experiments.
  let results = null;
  const drawExperiments = (data, query) => {
    document.title = "RomHost";
    place("root").textContent = data.root;
    const parts = Object.entries(data.counts).filter(([, n]) => n > 0).map(([state, n]) => `${whole(n)} ${state}`);
    place("state").textContent = `${count(data.total, "experiment")}${parts.length > 0 ? `: ${parts.join(", ")}` : ""}${data.links > 0 ? `; ${count(data.links, "link")} to folders elsewhere left out` : ""}`;
    complain(data.problem);
    drawUnfinished(data);
    drawSweeps(data.sweeps, query);
    drawScores(data.scores, query);
    results = data.results;
    drawResults(query);
    const own = new URLSearchParams([...query].filter(([key]) => key !== "page"));
    place("csv").href = `/results.csv?${own}`;
    if (place("parallel").open) drawParallel(query);
  };
  const drawUnfinished = data => {
    place("unfinished").hidden = data.unfinished.length === 0;
    const rows = data.unfinished.map(one => {
      const name = element("th", undefined, { scope: "row" }), state = element("td"), link = linkTo(one.name);
      link.dataset.key = one.name;
      name.append(link);
      state.append(stateOf(one.state));
      const last = one.processes.length > 0 ? progressOf(one.processes[0]) : element("td", one.problem ?? one.note ?? "no process works on it; the same command continues", { class: "text" });
      if (one.processes.length > 1) last.append(element("div", `and ${count(one.processes.length - 1, "further process", "further processes")}`, { class: "note" }));
      return [name, state, last];
    });
    redraw(place("unfinished-table"), ...tableOf(["experiment", element("th", "state", { scope: "col" }), element("th", "", { scope: "col" })], rows).childNodes);
    place("unfinished-more").textContent = data.unfinished_total > data.unfinished.length ? `The first ${data.unfinished.length} of ${whole(data.unfinished_total)}.` : "";
  };
  let shownSweeps = "";
  const drawSweeps = (sweeps, query) => {
    const text = JSON.stringify(sweeps), select = place("sweep");
    select.parentElement.hidden = sweeps.length === 0;
    if (text !== shownSweeps) {
      shownSweeps = text;
      select.replaceChildren(element("option", "all", { value: "" }), ...sweeps.map(one => element("option", `${one.name} (${one.size})`, { value: `${one.name}_` })));
    }
    select.value = sweeps.find(one => (query.get("filter") ?? "").split(/\s+/).includes(`${one.name}_`))?.name.concat("_") ?? "";
  };
  let shownScores = false;
  const drawScores = (scores, query) => {
    const wanted = query.getAll("metric");
    if (!shownScores) {
      shownScores = true;
      for (const score of scores) {
        const label = element("label"), box = element("input", undefined, { type: "checkbox", value: score.key });
        label.append(box, element("span", score.title));
        place("score-list").append(label);
      }
      place("score-list").addEventListener("change", () => change({
        metric: [...place("score-list").querySelectorAll("input:checked")].map(box => box.value), page: null }));
    }
    for (const box of place("score-list").querySelectorAll("input"))
      box.checked = wanted.length > 0 ? wanted.includes(box.value) : scores.find(one => one.key === box.value).usual;
  };
  const drawResults = query => {
    const data = results;
    place("filter-problem").hidden = !data.problem;
    place("filter-problem").textContent = data.problem ?? "";
    if (document.activeElement !== place("filter")) place("filter").value = query.get("filter") ?? "";
    place("seeds").checked = query.get("seeds") === "1";
    if (data.problem) return;
    const head = [element("th", "", { scope: "col", "aria-label": "compare" })];
    for (const column of data.columns) {
      const cell = element("th", undefined, { scope: "col", class: column.number ? "number" : "" });
      const button = element("button", column.title, { type: "button", "data-key": `sort ${column.key}` });
      if (data.sort === column.key) cell.setAttribute("aria-sort", data.descending ? "descending" : "ascending");
      button.addEventListener("click", () => change({ sort: column.key, reverse: data.sort === column.key && !data.reverse ? "1" : null, page: null }));
      cell.append(button);
      head.push(cell);
    }
    const hasNames = data.columns[0]?.key === "experiment";
    if (!hasNames && data.columns.length > 0) head.splice(1, 0, element("th", "experiments", { scope: "col" }));
    const rows = data.rows.map(row => {
      const first = row.experiments[0], box = element("input", undefined, { type: "checkbox", "aria-label": `compare ${first}`, "data-key": `box ${first} ${row.cells.join(" ")}` });
      box.checked = chosen.has(first);
      box.addEventListener("change", () => choose(first, box.checked));
      const cells = [element("td")];
      cells[0].append(box);
      row.cells.forEach((text, i) => {
        const isName = hasNames && i === 0, cell = element(isName ? "th" : "td", isName ? undefined : text, { class: data.columns[i].number && !isName ? "number" : "" });
        if (isName) {
          const link = linkTo(text);
          link.dataset.key = `name ${text} ${row.cells[1]}`;
          cell.setAttribute("scope", "row");
          cell.append(link);
        }
        cells.push(cell);
      });
      if (!hasNames) cells.splice(1, 0, linksOf(row));
      return cells;
    });
    redraw(place("results"), ...tableOf(head, rows).childNodes);
    place("shown").textContent = data.total === 0 ? "No finished experiment matches." : `${count(data.total, "row")}${data.hidden > 0 ? `; ${data.hidden} of the options that differ are in the CSV file only` : ""}`;
    place("pages").hidden = data.pages <= 1;
    place("page").textContent = `${whole(data.first + 1)} to ${whole(data.first + data.rows.length)} of ${whole(data.total)}`;
    place("previous").disabled = data.page === 0;
    place("next").disabled = data.page + 1 >= data.pages;
    place("legend").textContent = data.total === 0 ? "" : [
      ...data.is_grouped ? ["±: standard deviation over the experiments of a row, which differ in their seed only."] : [],
      "In brackets: 95 % interval over the test runs of one experiment.", ...data.notes].join(" ");
    drawChosen();
  };
  const opened = new Set();
  const linksOf = row => {
    const cell = element("td");
    if (row.size === 1) {
      cell.append(linkTo(row.experiments[0]));
      cell.firstChild.dataset.key = `name ${row.experiments[0]} ${row.cells[0]}`;
      return cell;
    }
    const key = `${row.experiments[0]} ${row.cells.join(" ")}`, folded = element("details"), summary = element("summary", whole(row.size), { "data-key": `fold ${key}` });
    folded.open = opened.has(key);
    folded.addEventListener("toggle", () => folded.open ? opened.add(key) : opened.delete(key));
    folded.append(summary, ...row.experiments.map(name => {
      const line = element("div");
      line.append(linkTo(name));
      return line;
    }));
    if (row.size > row.experiments.length) folded.append(element("div", "…"));
    cell.append(folded);
    return cell;
  };
  const choose = (name, isChosen) => {
    if (!isChosen) chosen.delete(name);
    else {
      if (chosen.size === mostCompared) chosen.delete([...chosen][0]);
      chosen.add(name);
    }
    drawResults(route().query);
  };
  const drawChosen = () => {
    place("compare").disabled = chosen.size < 2;
    place("compare").textContent = chosen.size < 2 ? `Compare (choose 2 to ${mostCompared})` : `Compare ${chosen.size}`;
  };

  // Each row of the table is a line over axes: the options that differ, and the scores.
  let shownLines = null, limits = {};
  const drawParallel = async query => {
    const url = `/api/parallel?${new URLSearchParams([...query].filter(([key]) => key !== "page"))}`, answer = await ask(url, shownLines?.url === url ? shownLines.tag : null);
    if (answer === null || answer.data === null) return;
    if (shownLines?.url !== url) limits = {};
    shownLines = { url, tag: answer.tag };
    await library("d3.min.js");
    const data = answer.data, box = place("lines");
    box.replaceChildren();
    if (data.problem || data.axes.length < 2 || data.lines.length === 0) return say(box, data.problem ?? "There are fewer than two options or scores to draw.");
    const gap = 150, height = 360, top = 40, left = 90, width = left + gap * (data.axes.length - 1) + 110;
    const scales = data.axes.map((axis, i) => {
      const values = data.lines.map(line => line.values[i]).filter(value => value !== null);
      return values.every(value => typeof value === "number") ? d3.scaleLinear(d3.extent(values), [height, 0]).nice()
        : d3.scalePoint([...new Set(values.map(String))].sort(), [height, 0]).padding(.5);
    });
    const at = (line, i) => line.values[i] === null ? undefined : scales[i](scales[i].bandwidth ? String(line.values[i]) : line.values[i]);
    const scores = data.lines.map(line => line.values[data.score]).filter(Number.isFinite);
    const tint = d3.scaleLinear(scores.length > 0 ? d3.extent(scores) : [0, 1], ["#56b4e9", "#d55e00"]);
    const svg = d3.create("svg").attr("width", width).attr("height", height + top + 24).attr("role", "img")
      .attr("aria-label", `${count(data.lines.length, "row")} of the table as lines over ${data.axes.map(axis => axis.title).join(", ")}`);
    const drawing = svg.append("g").attr("transform", `translate(${left},${top})`);
    const path = d3.line().defined(([, y]) => y !== undefined);
    const lines = drawing.append("g").selectAll("path").data(data.lines).join("path").attr("class", "line")
      .attr("d", line => path(data.axes.map((_, i) => [i * gap, at(line, i)])))
      .attr("stroke", line => Number.isFinite(line.values[data.score]) ? tint(line.values[data.score]) : "currentColor");
    lines.append("title").text(line => `${line.experiments[0]}${line.experiments.length > 1 ? ` and ${line.experiments.length - 1} more` : ""}\n${data.axes.map((axis, i) => `${axis.title}: ${typeof line.values[i] === "number" ? number(line.values[i]) : line.values[i] ?? "–"}`).join("\n")}`);
    lines.on("pointerenter", event => d3.select(event.currentTarget).classed("marked", true).raise())
      .on("pointerleave", event => d3.select(event.currentTarget).classed("marked", false))
      .on("click", (_, line) => { location.hash = address("/experiment", new URLSearchParams({ experiment: line.experiments[0] })); });
    const told = element("p", "", { class: "note" });
    const limit = () => {
      const isOut = line => Object.entries(limits).some(([i, [low, high]]) => { const y = at(line, Number(i)); return y === undefined || y < low || y > high; });
      lines.classed("out", isOut);
      const kept = data.lines.filter(line => !isOut(line)).length;
      told.textContent = `${Object.keys(limits).length > 0 ? `${kept} of ` : ""}${count(data.lines.length, "row")}${data.total > data.lines.length ? ` of ${whole(data.total)}` : ""}. Drag along an axis to keep a range of it; by the keyboard, write conditions into the filter, such as ${data.axes.at(-1).key}>0.5. The colour is ${data.score < 0 ? "that of text" : `${data.axes[data.score].title}, from the least (blue) to the greatest (orange)`}.`;
    };
    data.axes.forEach((axis, i) => {
      const one = drawing.append("g").attr("transform", `translate(${i * gap},0)`);
      one.call(d3.axisLeft(scales[i]).ticks(5));
      one.selectAll(".tick text").each((_, k, nodes) => { const node = nodes[k]; if (node.textContent.length > 18) node.textContent = `${node.textContent.slice(0, 17)}…`; });
      one.append("text").attr("y", -16).attr("text-anchor", "middle").attr("font-size", 12).text(axis.title.length > 22 ? `…${axis.title.slice(-21)}` : axis.title);
      const brush = d3.brushY().extent([[-14, 0], [14, height]]).on("brush end", event => {
        if (event.selection) limits[i] = event.selection;
        else delete limits[i];
        limit();
      });
      const area = one.append("g").call(brush);
      if (limits[i]) area.call(brush.move, limits[i]);
    });
    const figure = element("figure", undefined, { tabindex: "0" });
    figure.append(svg.node());
    box.append(figure, told);
    limit();
  };

  // One experiment.
  let log = { name: null, tag: null, text: null };
  const drawExperiment = (data, query) => {
    document.title = `${data.name} – RomHost`;
    const parts = [], head = element("h2", data.name), line = element("p");
    line.append(stateOf(data.state));
    if (data.report) line.append(" ", element("a", "report", { href: `/report?${new URLSearchParams({ experiment: data.name })}`, target: "_blank", rel: "noopener noreferrer", "data-key": "report" }));
    const section = (title, ...content) => { const node = element("section"); node.append(element("h3", title), ...content); parts.push(node); };
    const top = element("div");
    if (data.note) say(top, data.note);
    if (data.problem) say(top, data.problem, true);
    if (data.verdict) top.append(element("p", data.verdict));
    for (const doubt of data.doubts) say(top, `Doubt: ${doubt}.`);
    for (const message of data.messages) say(top, message, true);
    parts.push(top);
    if (data.processes.length > 0)
      section("At work", tableOf(["process", element("th", "work", { scope: "col" }), element("th", "progress", { scope: "col" })], data.processes.map(one => [one.name, element("td", one.work, { class: "text" }), progressOf(one)])));
    if (data.tasks?.length > 0)
      section("Jobs", tableOf(["stage", ...data.task_states], data.tasks));
    if (data.models.length > 0) section("Models", tableOf(data.head, data.models), ...data.notes.map(note => element("p", note, { class: "note" })));
    section("Made so far", tableOf(["stage", ""], data.stages));
    if (data.logs.length > 0) {
      const rows = data.logs.map(one => {
        const name = element("th", undefined, { scope: "row" });
        name.append(element("a", one.name, { href: address("/experiment", new URLSearchParams({ experiment: data.name, log: one.name })), "data-key": `log ${one.name}`, ...(query.get("log") === one.name ? { "aria-current": "true" } : {}) }));
        return [name, `${whole(one.bytes)} bytes`, one.modified];
      });
      section("Logs", tableOf(["log", "size", "written"], rows));
    } else if (data.state === "running") say(parts.at(-1), "A run that was started by hand writes its messages to its terminal; jobs of romhost submit have logs.");
    if (query.get("log")) {
      const text = element("pre", log.name === query.get("log") ? log.text ?? "" : "", { class: "log", id: "log", tabindex: "0", "aria-label": `log ${query.get("log")}`, "data-key": "log" });
      parts.push(element("p", log.name === query.get("log") ? log.head ?? "" : "", { class: "note", id: "log-head" }), text);
    }
    redraw(place("experiment"), head, line, ...parts);
  };
  const drawLog = async query => {
    const name = query.get("log"), key = `${query.get("experiment")} ${name}`;
    if (!name) return;
    if (log.key !== key) log = { key, name, tag: null };
    const answer = await ask(`/api/log?${new URLSearchParams({ experiment: query.get("experiment"), log: name })}`, log.tag);
    if (answer === null || answer.data === null || log.key !== key) return;
    const data = answer.data, pre = place("log"), isAtEnd = !pre || pre.scrollTop + pre.clientHeight >= pre.scrollHeight - 8;
    Object.assign(log, { tag: answer.tag, text: data.text ?? "", head: data.problem ?? `${name}, ${whole(data.bytes)} bytes${data.skipped > 0 ? `; the first ${whole(data.skipped)} are not shown` : ""}` });
    if (!pre) return;
    pre.textContent = log.text;
    place("log-head").textContent = log.head;
    if (isAtEnd) pre.scrollTop = pre.scrollHeight;
  };

  // Experiments side by side.
  const drawComparison = async data => {
    document.title = "Comparison – RomHost";
    const box = element("div");
    box.append(element("h2", "Comparison"));
    if (data.problem) {
      say(box, data.problem, true);
      return redraw(place("comparison"), box);
    }
    const names = data.experiments.map(one => one.name);
    const heads = data.experiments.map(one => { const cell = element("th", undefined, { scope: "col" }), link = linkTo(one.name); link.dataset.key = one.name; cell.append(link); return cell; });
    const headsAgain = (kind = "") => heads.map(one => { const copy = one.cloneNode(true); copy.className = kind; return copy; });
    const section = (title, ...content) => { box.append(element("h3", title), ...content); };
    box.append(tableOf([element("th", "", { scope: "col" }), ...headsAgain()], [["state", ...data.experiments.map(one => { const cell = element("td"); cell.append(stateOf(one.state)); return cell; })],
      ["forecasts", ...data.experiments.map(one => element("td", one.verdict ?? one.problem ?? "–", { class: "text" }))]]));
    if (data.scores.length > 0) section("Scores", tableOf(["model", element("th", "", { scope: "col" }), ...headsAgain("number")], data.scores.map(([model, score, ...cells]) => [model, element("td", score), ...cells])), ...data.notes.map(note => element("p", note, { class: "note" })));
    if (data.differences.length > 0)
      section("Differences over the same test runs", tableOf(["experiments", element("th", "model", { scope: "col" }), "score", "difference, 95 % interval", "verdict", "runs"], data.differences.map(([what, model, ...rest]) => [what, element("td", model), ...rest])));
    section("Parameters that differ", data.options.length > 0 ? tableOf(["option", ...headsAgain()], data.options.map(([key, ...values]) => [key, ...values.map(value => element("td", value, { class: "text" }))])) : element("p", "No option differs.", { class: "note" }));
    for (const problem of data.problems) say(box, problem, true);
    const curves = element("div", undefined, { id: "curves" });
    if (data.curves.length > 0) section("R² of the forecast, over time", curves);
    redraw(place("comparison"), box);
    if (data.curves.length === 0) return;
    await library("d3.min.js", "plot.umd.min.js");
    const rows = data.curves.flatMap(curve => curve.t.map((t, i) => ({ t, r2: Math.max(-1, curve.r2[i]), experiment: curve.experiment, model: curve.model })));
    const models = [...new Set(data.curves.map(curve => curve.model))];
    const figure = element("figure", undefined, { tabindex: "0" });
    figure.append(plot("Mean R² over time of each model and experiment", {
      height: 60 + 150 * models.length, marginRight: 20, color: { domain: names, range: names.map((_, i) => colourOf(i)), legend: true },
      x: { label: "time", grid: true }, y: { domain: [Math.min(0, d3.min(rows, row => row.r2)), 1], grid: true, label: "R²" }, fy: { label: null, axis: null, domain: models },
      marks: [Plot.frame({ strokeOpacity: .2 }),
        ...names.map((name, i) => Plot.line(rows.filter(row => row.experiment === name), { x: "t", y: "r2", fy: "model", z: "model", stroke: "experiment", strokeDasharray: dashes[i], strokeWidth: 1.8 })),
        Plot.text(models, { fy: d => d, text: d => d, frameAnchor: "bottom-left", dx: 6, dy: -4 })],
    }), element("figcaption", `Mean over the test runs (${[...new Set(data.curves.map(curve => curve.runs))].join(", ")} of each); below −1 the curves are cut.`));
    curves.replaceChildren(figure);
  };

  const views = {
    "/": { id: "experiments", url: query => `/api/experiments?${query}`, draw: drawExperiments },
    "/experiment": { id: "experiment", url: query => `/api/experiment?${new URLSearchParams({ experiment: query.get("experiment") ?? "" })}`, draw: drawExperiment, after: drawLog },
    "/comparison": { id: "comparison", url: query => `/api/comparison?${query}`, draw: drawComparison },
  };

  const complain = text => {
    place("problem").hidden = !text;
    place("problem").textContent = text ?? "";
  };
  // Returns the data, null where the tag is still that of the server; null instead of an answer where there is none.
  const ask = async (url, tag) => {
    try {
      const answer = await fetch(url, { cache: "no-store", headers: tag ? { "If-None-Match": tag } : {} });
      if (answer.status === 304) return { data: null, tag };
      if (answer.ok) return { data: await answer.json(), tag: answer.headers.get("ETag") };
      complain(answer.status === 404 ? "There is no such experiment or log; it may have been deleted." : (await answer.text()).trim());
      return null;
    } catch {
      complain("romhost serve does not answer; asking again.");
      return null;
    }
  };

  let timer, turn = 0, shown = { url: null, tag: null, data: null, hash: null }, wait = pause;
  const show = async () => {
    const mine = ++turn, { path, query } = route(), view = views[path] ?? views["/"], url = view.url(query);
    clearTimeout(timer);
    const answer = await ask(url, shown.url === url ? shown.tag : null);
    if (mine !== turn) return;
    if (answer !== null) {
      complain(null);
      for (const one of Object.values(views)) place(one.id).hidden = one !== view;
      // A part of the address may change what is drawn of the same data.
      if (answer.data !== null || shown.hash !== location.hash) {
        shown = { url, tag: answer.tag, data: answer.data ?? shown.data, hash: location.hash };
        await view.draw(shown.data, query);
      }
      await view.after?.(query);
      document.documentElement.dataset.ready = "true";
    }
    wait = answer !== null ? pause : Math.min(2 * wait, longestPause);
    if (mine === turn && !document.hidden) timer = setTimeout(show, wait);
  };

  let typed;
  place("filter").addEventListener("input", () => {
    clearTimeout(typed);
    typed = setTimeout(() => change({ filter: place("filter").value.trim(), page: null }, true), 150);
  });
  place("controls").addEventListener("submit", event => event.preventDefault());
  place("sweep").addEventListener("change", () => { place("filter").value = place("sweep").value; change({ filter: place("sweep").value, page: null }); });
  place("seeds").addEventListener("change", () => change({ seeds: place("seeds").checked ? "1" : null, page: null }));
  place("previous").addEventListener("click", () => change({ page: results.page > 1 ? String(results.page - 1) : null }));
  place("next").addEventListener("click", () => change({ page: String(results.page + 1) }));
  place("compare").addEventListener("click", () => { location.hash = address("/comparison", new URLSearchParams([...chosen].map(name => ["experiment", name]))); });
  place("parallel").addEventListener("toggle", () => { if (place("parallel").open) { shownLines = null; drawParallel(route().query); } });
  document.addEventListener("keydown", event => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || /^(input|select|textarea)$/i.test(event.target.tagName) || place("experiments").hidden) return;
    event.preventDefault();
    place("filter").focus();
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) show(); });
  addEventListener("hashchange", show);
  show();
})();
