"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  // A part that cannot be read is null; then the others are shown.
  const models = data.models ?? [], runs = data.runs ?? [];
  const headline = data.scores[0];
  const { colours, dashes, symbols, colourOf, element, plot } = Drawing;
  const names = data.models?.map(model => model.name) ?? Object.keys(data.contest?.cases?.[0]?.times ?? {});
  const at = (list, name) => list[Math.max(0, names.indexOf(name)) % list.length];
  const colour = { domain: names, range: names.map((_, i) => colourOf(i)), legend: true };
  // Room for texts beside an axis: a character takes half its height or a little more.
  const roomFor = texts => Math.max(60, Math.min(400, 24 + 6.6 * (d3.max(texts, text => text.length) ?? 0)));

  const place = id => document.getElementById(id);
  const say = (id, text, isProblem = false) => place(id).append(element("p", text, { class: isProblem ? "problem" : "note" }));
  const { of: number, time, percent, count, noun, whole } = NumberText;
  const words = text => text.replaceAll("_", " ");
  // d3 labels of the ticks between two powers of ten only so many that they stand apart.
  const logarithmic = { type: "log", ticks: 4, tickFormat: "~g" };
  const drawn = [], mostRows = 12;
  const figure = (id, label, options, caption) => {
    const node = element("figure"), chart = plot(label, options);
    node.append(chart);
    drawn.push({ id, label, chart, legend: options.color?.legend ? options.color.domain.map((name, i) => [name, options.color.range[i]]) : [] });
    if (caption) node.append(element("figcaption", caption));
    place(id).append(node);
  };
  const table = (id, head, rows, fold = null) => {
    const box = element("div", undefined, { class: "scroll" }), node = element("table"), header = element("tr");
    head.forEach((text, i) => header.append(element("th", text, { scope: "col", class: i === 0 ? "" : "number" })));
    node.append(element("thead"), element("tbody"));
    node.tHead.append(header);
    for (const row of rows) {
      const line = element("tr");
      row.forEach((text, i) => line.append(i === 0 ? element("th", text, { scope: "row" }) : element("td", text, { class: "number" })));
      node.tBodies[0].append(line);
    }
    box.append(node);
    if (fold === null || rows.length <= mostRows) return place(id).append(box);
    const folded = element("details");
    folded.append(element("summary", `${count(rows.length, ...fold)}`), box);
    place(id).append(folded);
  };
  // Labels of points that lie close together are set one above the other: the points by their label's distance, and the
  // room that the labels take at the sides and above.
  const labelled = (points, key, value, height) => {
    const side = Math.max(60, 12 + 4.5 * d3.max(points, point => point.model.length));
    const x = d3.scaleLog(d3.extent(points, point => point[key]), [side, 860 - side]).clamp(true);
    const y = d3.scaleLinear(d3.extent(points, point => point[value]), [height, 0]);
    const set = [];
    for (const point of [...points].sort((a, b) => a[key] - b[key])) {
      const width = 9 * point.model.length, at = [x(point[key]), y(point[value])].map(one => Number.isFinite(one) ? one : 0);
      let dy = -14;
      while (set.some(other => Math.abs(other.at[0] - at[0]) < (other.width + width) / 2 && Math.abs(other.at[1] + other.dy - at[1] - dy) < 16)) dy -= 16;
      set.push({ ...point, at, width, dy });
    }
    return { layers: d3.groups(set, point => point.dy), side, top: 32 - d3.min(set, point => point.at[1] + point.dy) };
  };
  // A part that cannot be shown says why, where it would stand; the others are shown.
  const part = (id, keys, draw) => {
    const problems = Object.entries(data.problems).filter(([key]) => keys.some(wanted => key.startsWith(wanted)));
    try {
      if (draw() === false && problems.length === 0) say(id, "There is nothing to show here.");
    } catch (error) {
      say(id, `This cannot be shown: ${error.message}`, true);
    }
    for (const [key, message] of problems) say(id, `${key}: ${message}`, true);
  };

  document.title = `${data.name} – RomHost report`;
  place("title").textContent = data.name;
  place("verdict").textContent = data.verdict;

  part("models", ["summary"], () => {
    if (models.length === 0) return false;
    table("models", ["model", "status", ...data.scores.map(score => score.title), "training", "step", "parameters"],
      models.map(model => [model.name, model.status, ...data.scores.map(score => number(model.scores[score.name])),
        time(model.training_seconds), time(model.step_seconds), model.parameters === null ? "–" : whole(model.parameters)]));
    for (const model of models) if (model.message) say("models", `${model.name}: ${model.message}`, true);
    for (const plugin of data.unoptimised_plugins) say("models", `Plugin ${plugin} was built without optimisation: its times say little.`, true);
    for (const model of models) for (const note of model.notes) say("models", `Times of ${model.name}: ${note}.`);
    say("models", `Means over the test runs. ${data.scores.map(score => `${score.title}: ${score.description}`).join("; ")}.`);
  });

  const interval = estimate => estimate.value === null ? estimate.reason ?? "–"
    : number(estimate.value) + (estimate.low === null ? "" : ` (${number(estimate.low)} to ${number(estimate.high)})`);

  part("skill", ["skill"], () => {
    const skill = data.skill;
    if (!skill || skill.methods.length === 0) return false;
    table("skill", ["forecast", "kind", ...skill.columns, "skill"],
      skill.methods.map(one => [words(one.name), one.kind, ...one.values.map(interval), interval(one.skill)]));
    const points = skill.methods.flatMap(one => one.leads.filter(lead => lead.r2.value !== null)
      .map(lead => ({ method: words(one.name), lead: lead.to, r2: Math.max(-1, lead.r2.value) })));
    const end = d3.max(skill.methods.flatMap(one => one.leads.filter(lead => lead.is_training).map(lead => lead.to))) ?? null;
    if (points.length > 0) {
      const methods = skill.methods.map(one => words(one.name));
      figure("skill", `${headline.title} up to a lead`, {
        height: 300, marginRight: 20, x: { ...logarithmic, label: "lead [time units]", grid: true }, y: { label: headline.title, grid: true },
        color: { domain: methods, range: methods.map((_, i) => colourOf(i)), legend: true },
        marks: [
          end === null ? null : Plot.ruleX([end], { strokeDasharray: "4 3", strokeOpacity: .6 }),
          ...skill.methods.map((one, i) => Plot.line(points.filter(point => point.method === methods[i]), {
            x: "lead", y: "r2", stroke: "method", strokeWidth: one.kind === "model" ? 2.4 : 1.4, strokeDasharray: one.kind === "model" ? "" : dashes[1 + i % 6] })),
        ],
      }, `Pooled over the frames up to the lead, mean over the test runs; below −1 the curves are cut.${end === null ? "" : " The dashed line: the end of the training runs."}`);
    }
    if (skill.comparisons.length > 0)
      table("skill", [`difference in ${headline.title}`, "95 % interval", "p (Holm)", "verdict"],
        skill.comparisons.map(one => [words(one.what), interval(one.difference), number(one.p, 2), one.verdict]), ["comparison"]);
    for (const doubt of skill.doubts) say("skill", `Doubt: ${doubt}.`);
    say("skill", `${skill.descriptions.join("; ")}; skill: 0 for the better climatology, 1 for the ceiling.`);
  });

  part("ensembles", ["ensembles"], () => {
    const ensembles = data.ensembles;
    place("ensembles").parentElement.hidden = !ensembles && !Object.keys(data.problems).some(key => key.startsWith("ensembles"));
    if (!ensembles) return false;
    table("ensembles", ["ensemble", "members from", "quantity", ...ensembles.columns],
      ensembles.rows.map(row => [words(row.method), row.source, words(row.quantity), ...row.values.map(interval)]));
    const share = (count, counts) => number(100 * count / (d3.sum(counts) || 1), 2);
    table("ensembles", ["ranks of the truth [%]", "quantity", ...d3.range(10).map(bin => `${10 * bin}–${10 * bin + 10} %`)],
      ensembles.rows.filter(row => row.ranks.length === 10)
        .map(row => [words(row.method), words(row.quantity), ...row.ranks.map(one => share(one, row.ranks))]), ["ensemble"]);
    if (ensembles.comparisons.length > 0)
      table("ensembles", ["difference in CRPS", "quantity", "up to", "95 % interval", "p (Holm)", "verdict"],
        ensembles.comparisons.map(one => [words(one.what), words(one.quantity ?? "–"), one.to === null ? "the end" : number(one.to), interval(one.difference), number(one.p, 2), one.verdict]), ["comparison"]);
    if (ensembles.columns.includes("CRPS/ceiling"))
      say("ensembles", "CRPS/ceiling: the CRPS over that of the runs' replicas, which begin in the same state and go on under other noise; 1 for all that can be known from that state.");
    say("ensembles", "CRPS skill: 0 for states of training runs, 1 for a perfect forecast. Spread/error: the spread of members over the error of their mean, 1 where spread is right. Ranks: the share of truths in each tenth of their places among the members, 10 % everywhere where members are right.");
  });

  // Colours of 256 levels; rows of a field are y, upwards, and rows of a picture go down.
  const levels = d3.range(256).map(i => { const c = d3.rgb(d3.interpolateViridis(i / 255)); return [c.r, c.g, c.b]; });
  const bytesOf = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
  const paint = (context, bytes, offset, ny, nx, dy = 0, dx = 0) => {
    const image = context.createImageData(nx, ny), modulo = (value, n) => (value % n + n) % n;
    for (let i = 0; i < nx * ny; i++) {
      // Rolled by dy rows and dx columns, as numpy.roll does.
      const from = offset + modulo(ny - 1 - Math.floor(i / nx) - dy, ny) * nx + modulo(i % nx - dx, nx);
      [image.data[4 * i], image.data[4 * i + 1], image.data[4 * i + 2]] = levels[bytes[from]];
      image.data[4 * i + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  };
  const screen = (label, ny, nx) => element("canvas", undefined, { width: nx, height: ny, role: "img", "aria-label": label });

  part("uncertainty", ["ensemble of"], () => {
    const shown = runs.filter(run => Object.keys(run.ensembles ?? {}).length > 0);
    place("uncertainty").parentElement.hidden = shown.length === 0 && !Object.keys(data.problems).some(key => key.startsWith("ensemble of"));
    if (shown.length === 0) return false;
    const methods = [...new Set(shown.flatMap(run => Object.keys(run.ensembles)))];
    const controls = element("div", undefined, { class: "controls" }), view = element("div");
    const which = element("select", undefined, { id: "fan-run", "aria-label": "test run" }), whose = element("select", undefined, { id: "fan-model", "aria-label": "model" });
    shown.forEach((run, i) => which.append(element("option", run.label, { value: String(i) })));
    methods.forEach(name => whose.append(element("option", name, { value: name })));
    whose.value = data.best?.find(name => methods.includes(name)) ?? methods[0];
    controls.append(which, whose);
    place("uncertainty").append(controls, view);
    const fan = (times, one) => {
      // A place is counted the shorter way round the domain: where the truth comes from the other side, its line begins anew.
      let segment = 0;
      const rows = times.map((t, i) => {
        if (i > 0 && one.circumference !== null && Math.abs(one.truth[i] - one.truth[i - 1]) > one.circumference / 2) segment++;
        return { t, segment, ...Object.fromEntries(["truth", "median", "low_50", "high_50", "low_90", "high_90"].map(key => [key, one[key][i] ?? NaN])) };
      });
      const node = element("figure"), isCut = rows.some(row => Number.isNaN(row.low_90) || Number.isNaN(row.low_50));
      node.append(plot(`${one.title} of truth and ensemble over time`, {
        height: 220, marginRight: 20, x: { label: "time" }, y: { label: `${one.title} [${one.unit}]`, grid: true },
        marks: [
          Plot.areaY(rows, { x: "t", y1: "low_90", y2: "high_90", fill: colours[0], fillOpacity: .2 }),
          Plot.areaY(rows, { x: "t", y1: "low_50", y2: "high_50", fill: colours[0], fillOpacity: .35 }),
          Plot.line(rows, { x: "t", y: "median", stroke: colours[0], strokeWidth: 1.8 }),
          Plot.line(rows, { x: "t", y: "truth", z: "segment", stroke: "currentColor", strokeWidth: 1.8, strokeDasharray: "5 3" }),
        ],
      }), element("figcaption", `Dashed: the truth; line: the median; bands: intervals of 50 % and 90 %${one.calibrated ? ", calibrated" : ""}.${isCut ? " Where a band is missing, its calibration has too few runs, or leaves nothing of it." : ""}`));
      return node;
    };
    const mapsOf = maps => {
      const box = element("div", undefined, { class: "scroll maps" }), grid = element("table"), head = element("tr");
      for (const text of ["time", "truth", "median", "spread", "probability"]) head.append(element("th", text, { scope: "col" }));
      grid.append(element("thead"), element("tbody"));
      grid.tHead.append(head);
      const pictures = ["truth", "median", "spread", "probability"].map(key => [key, bytesOf(maps[key])]);
      maps.times.forEach((t, i) => {
        const row = element("tr");
        row.append(element("th", number(t), { scope: "row" }));
        for (const [key, bytes] of pictures) {
          const cell = element("td"), canvas = screen(`${key} at time ${number(t)}`, maps.ny, maps.nx);
          paint(canvas.getContext("2d"), bytes, i * maps.ny * maps.nx, maps.ny, maps.nx);
          cell.append(canvas);
          row.append(cell);
        }
        grid.tBodies[0].append(row);
      });
      box.append(grid);
      return [box, element("p", `From dark to bright: truth and median from 0 to ${number(maps.greatest)} particles per unit area, spread (standard deviation of the members) from 0 to ${number(maps.greatest_spread)}, probability of more than twice the mean density (${number(maps.threshold)}) from 0 to 1.`, { class: "note" })];
    };
    const show = () => {
      const one = shown[Number(which.value)].ensembles[whose.value];
      view.replaceChildren(...(one ? [...one.fans.map(each => fan(one.times, each)), ...mapsOf(one.maps)] : [element("p", "This model has no ensemble of this run.", { class: "note" })]));
    };
    which.addEventListener("change", show);
    whose.addEventListener("change", show);
    show();
    say("uncertainty", `The first ${count(shown.length, "test run")}, on the grid and at the frames that ensembles are scored on${shown.some(run => Object.values(run.ensembles).some(one => one.fans.some(each => each.name === "displacement_x"))) ? ", in the lab frame" : ", in the aligned frame"}. Cells: those whose true density varies most.`);
  });

  part("r2", ["R²(t)", "runs"], () => {
    let isDrawn = false;
    for (const score of [headline, ...data.scores_over_time]) {
      const isShare = score.unit === "", least = isShare ? -1 : 0, rows = [];
      for (const run of runs) {
        for (const [model, columns] of Object.entries(run.r2)) {
          columns.t.forEach((t, i) => { if ((columns[score.name]?.[i] ?? null) !== null) rows.push({ t, value: Math.max(least, columns[score.name][i]), model, run: run.label }); });
        }
      }
      if (rows.length === 0) continue;
      isDrawn = true;
      const labels = [...new Set(rows.map(row => row.run))], shown = labels.slice(0, 8), label = isShare ? score.title : `${score.title} [${score.unit}]`;
      const domain = isShare ? [Math.min(0, d3.min(rows, row => row.value)), 1] : [0, d3.max(rows, row => row.value) || 1];
      figure("r2", `${score.title} over time for each model and test run`, {
        color: colour, height: 60 + 130 * shown.length, marginRight: 20, y: { domain, grid: true, label }, x: { label: "time" },
        fy: { label: null, axis: null },
        marks: [
          Plot.frame({ strokeOpacity: .2 }),
          ...names.map(name => Plot.line(rows.filter(row => row.model === name && shown.includes(row.run)), { x: "t", y: "value", fy: "run", stroke: "model", strokeDasharray: at(dashes, name), strokeWidth: 1.8 })),
          Plot.text(shown, { fy: d => d, text: d => d, frameAnchor: "bottom-left", dx: 6, dy: -4 }),
        ],
      }, `${isShare ? "Below −1 the curves are cut." : `${score.description}.`}${labels.length > shown.length ? ` The first ${shown.length} of ${labels.length} test runs.` : ""}`);
    }
    if (!isDrawn) return false;
  });

  part("pareto", ["contest"], () => {
    const points = models.map(model => ({
      model: model.name, r2: d3.max([-1, model.scores[headline.name] ?? NaN]), step: model.step_seconds * 1e6, training: model.training_seconds,
      memory: data.costs?.models?.find(cost => cost.model_name === model.name)?.inference_memory?.peak_mb }))
      .filter(point => Number.isFinite(point.r2) && Number.isFinite(point.step));
    if (points.length === 0) return false;
    for (const [key, label] of [["step", "time of a step [µs]"], ["training", "training [s]"], ["memory", "peak memory of inference [MB]"]]) {
      if (!points.every(point => point[key] > 0)) continue;
      // No model is both better and cheaper than a point of the Pareto set.
      const set = points.filter(one => !points.some(other => (other.r2 > one.r2 && other[key] <= one[key]) || (other.r2 >= one.r2 && other[key] < one[key])));
      const plotted = 180, { layers, side, top } = labelled(points, key, "r2", plotted);
      figure("pareto", `${headline.title} against ${label}`, {
        height: top + plotted + 48, marginTop: top, marginLeft: side, marginRight: side, color: { ...colour, legend: false }, x: { ...logarithmic, label, grid: true }, y: { label: headline.title, grid: true },
        symbol: { domain: names, range: names.map(name => at(symbols, name)) },
        marks: [
          Plot.line([...set].sort((a, b) => a[key] - b[key]), { x: key, y: "r2", strokeOpacity: .4, curve: "step-after" }),
          Plot.dot(points, { x: key, y: "r2", stroke: "model", symbol: "model", r: 6, strokeWidth: 2 }),
          ...layers.map(([dy, some]) => Plot.text(some, { x: key, y: "r2", text: "model", dy })),
        ],
      }, `In the Pareto set: ${set.map(point => point.model).join(", ")}.${points.some(point => point.r2 === -1) ? ` ${headline.title} below −1 stands at −1.` : ""}`);
    }
  });

  part("even", ["break-even"], () => {
    const rows = Object.entries(data.break_even ?? {});
    if (rows.length === 0) return false;
    const repaid = forecasts => forecasts === null ? "never" : whole(forecasts);
    table("even", ["model", "a run by the simulator", "its forecast", "forecasts that repay the training", "and the ensemble too"],
      rows.map(([model, even]) => [model, time(even.run_seconds), time(even.forecast_seconds), repaid(even.of_training), repaid(even.of_everything)]));
    say("even", "A run: simulated, its density estimated, both written to disk, at the mean of the test runs. A forecast: restricted from densities, forecast and lifted to as many densities, at the pace of the timed ones, the restriction counted along with it.");
    const others = [...new Set(rows.flatMap(([, even]) => even.timed_in))];
    if (others.length > 0) say("even", `Doubt: times of runs, basis or trainings were measured in ${others.join(", ")}, from which they are linked, and those of forecasts here: if that was another machine, the numbers of forecasts are wrong.`);
  });

  part("ratios", ["contest"], () => {
    if (!data.contest) return false;
    const rows = data.contest.cases.flatMap(one => [one.self, ...one.pairs].filter(pair => pair.low !== null && pair.high !== null)
      .map(pair => ({ ...pair, case: words(one.case), what: pair.a === pair.b ? `two instances of ${pair.a}` : `${pair.b} / ${pair.a}` })));
    const margin = data.contest.settings.margin;
    for (const group of [rows.filter(row => row.a === row.b), rows.filter(row => row.a !== row.b)]) {
      if (group.length === 0) continue;
      const isSelf = group[0].a === group[0].b;
      figure("ratios", isSelf ? "Two instances of the first model" : "Ratios of times with 95 % intervals", {
        height: 80 + 26 * group.length, marginLeft: roomFor(group.map(row => `${row.case}: ${row.what}`)), x: { ...logarithmic, label: "ratio of times", grid: true, domain: isSelf ? [.95, 1.05] : undefined, clamp: isSelf }, y: { label: null },
        marks: [
          isSelf ? Plot.ruleX([1 - margin, 1 + margin], { strokeOpacity: .3, strokeDasharray: "3 3" }) : null,
          Plot.ruleX([1]),
          Plot.link(group, { x1: "low", x2: "high", y1: row => `${row.case}: ${row.what}`, y2: row => `${row.case}: ${row.what}`, strokeWidth: 3, stroke: "#0072b2" }),
          Plot.dot(group, { x: "time_ratio", y: row => `${row.case}: ${row.what}`, fill: "currentColor", r: 4 }),
        ],
      });
    }
    table("ratios", ["case", "models", "ratio", "95 % interval", "p (Holm)", "verdict"], rows.map(row =>
      [row.case, row.what, number(row.time_ratio), `${number(row.low)} to ${number(row.high)}`, number(row.p_value, 2), row.a === row.b ? "resolution" : row.verdict]), ["ratio"]);
    for (const note of new Set(data.contest.cases.flatMap(one => one.notes ?? []))) say("ratios", `${note}.`);
    say("ratios", `Paired rounds in an order drawn anew, repeated in ${count(d3.max(data.contest.cases, one => one.processes ?? 1), "process", "processes")} with fresh instances; a ratio is the mean over the processes of their rounds' median, its interval covers how far processes differ (Student; of single trainings: sign test). Within ± ${number(100 * margin, 2)} % two models are equivalent.`);
  });

  part("latency", ["contest"], () => {
    if (!data.contest) return false;
    for (const one of data.contest.cases) {
      const rows = Object.entries(one.seconds).flatMap(([model, seconds]) => seconds.map(second => ({ model, microseconds: second * 1e6 })));
      figure("latency", `Times of ${words(one.case)}`, {
        height: 90 + 44 * Object.keys(one.seconds).length, marginLeft: roomFor(Object.keys(one.seconds)), color: { ...colour, legend: false },
        x: { ...logarithmic, label: `${words(one.case)} [µs]`, grid: true }, y: { label: null, domain: Object.keys(one.seconds) },
        marks: [Plot.tickX(rows, { x: "microseconds", y: "model", stroke: "model", strokeOpacity: .25 }), Plot.boxX(rows, { x: "microseconds", y: "model", fill: "none", stroke: "currentColor", r: 0 })],
      }, Object.entries(one.times).map(([model, times]) => `${model}: median ${time(times.median_seconds)}, ` +
        Object.entries(times.percentiles).filter(([p]) => p !== "p50").map(([p, value]) => `${p} ${time(value)}`).join(", ") +
        `${times.has_several_peaks ? ", several kinds of calls are mixed" : ""}${times.is_autocorrelated ? ", the machine drifted" : ""}${one.bytes_per_call[model] === null ? "" : `, ${count(Math.round(one.bytes_per_call[model]), "byte")} a call`}`).join(". "));
    }
  });

  part("selection", ["selection"], () => {
    const choices = Object.entries(data.selection ?? {});
    // Most experiments have no candidates.
    place("selection").parentElement.hidden = choices.length === 0 && !Object.keys(data.problems).some(key => key.startsWith("selection"));
    if (choices.length === 0) say("selection", "No option has candidates.");
    for (const [model, choice] of choices) {
      say("selection", `${model}: ${choice.text}.`);
      const scored = choice.tried.filter(one => one.mean !== null);
      for (const option of scored.length > 0 ? choice.options : []) {
        const others = one => choice.options.filter(other => other !== option).map(other => `${other} ${one.values[other]}`).join(", ");
        const values = [...new Set(choice.tried.map(one => one.values[option]))], groups = [...new Set(scored.map(others))];
        const rows = scored.map(one => ({ value: one.values[option], mean: one.mean, low: one.mean - (one.standard_error ?? 0), high: one.mean + (one.standard_error ?? 0), others: others(one), name: one.name, ok: one.status === "ok" }));
        figure("selection", `${model}: ${choice.score} against ${option}`, {
          height: 240, marginRight: 20, x: { type: "point", domain: values, label: option }, y: { label: choice.score, grid: true },
          color: { domain: groups, range: groups.map((_, i) => colourOf(i)), legend: groups.length > 1 && groups.length <= colours.length },
          marks: [
            Plot.line(rows.filter(row => row.ok), { x: "value", y: "mean", stroke: "others", z: "others", strokeOpacity: .4 }),
            Plot.ruleX(rows, { x: "value", y1: "low", y2: "high", stroke: "others", strokeWidth: 2 }),
            Plot.dot(rows.filter(row => row.ok), { x: "value", y: "mean", stroke: "others", symbol: "circle", r: 5 }),
            Plot.dot(rows.filter(row => !row.ok), { x: "value", y: "mean", stroke: "others", symbol: "times", r: 5 }),
            Plot.dot(rows.filter(row => row.name === choice.chosen), { x: "value", y: "mean", fill: "currentColor", r: 3 }),
          ],
        }, "Mean over the held-out training runs and its standard error; filled: the chosen one; a cross: rejected.");
      }
      table("selection", [model, choice.score, "standard error", "held-out runs", "status", ""], choice.tried.map(one =>
        [one.name, number(one.mean), number(one.standard_error, 2), whole(one.runs), one.status, one.name === choice.chosen ? "chosen" : one.name === choice.best ? "best mean" : ""]));
      if (choice.count > choice.tried.length) say("selection", `${count(choice.tried.length, "candidate")} of ${choice.count}; selection.csv has all.`);
      for (const one of choice.tried) if (one.message) say("selection", `${model}: ${one.name}: ${one.status}: ${one.message}`, true);
    }
  });

  part("training", ["training"], () => {
    const rows = [];
    for (const [model, { epochs, losses }] of Object.entries(data.training)) {
      for (const [kind, values] of Object.entries(losses)) epochs.forEach((epoch, i) => { if (values[i] > 0) rows.push({ model, epoch, loss: values[i], kind }); });
    }
    if (rows.length === 0) {
      say("training", "No model was trained in epochs.");
      return true;
    }
    const kinds = [...new Set(rows.map(row => `${row.model}, ${row.kind}`))];
    figure("training", "Loss over epochs", {
      height: 280, color: { domain: kinds, range: kinds.map((_, i) => colourOf(i)), legend: true }, x: { label: "epoch" }, y: { ...logarithmic, label: "loss", grid: true },
      marks: kinds.map((kind, i) => Plot.line(rows.filter(row => `${row.model}, ${row.kind}` === kind), { x: "epoch", y: "loss", stroke: () => kind, strokeDasharray: dashes[i % dashes.length], strokeWidth: 1.8 })),
    });
  });

  part("costs", ["costs"], () => {
    if (!data.costs) return false;
    const costs = data.costs.models, mb = value => value === null || value === undefined ? "–" : `${number(value)} MB`;
    // An interval of too few rounds has no ends: null, which JavaScript takes for 0.
    const told = (low, seconds, otherwise) => low > 0 ? time(seconds) : low === null || low === undefined ? "–" : otherwise;
    table("costs", ["model", "held", "peak of inference", "peak of training", "trained again", "GFLOP/s", "joules a forecast", "taking in a window", "a further step"],
      costs.map(model => [model.model_name, mb(model.inference_memory?.live_mb), mb(model.inference_memory?.peak_mb), mb(model.training_memory?.peak_mb) + (model.training_memory?.is_whole === false ? " *" : ""),
        model.training_seconds.length ? `${model.training_seconds.length} ×, ${time(d3.median(model.training_seconds))}` : "–", number(model.gflops, 3),
        model.energy.joules_per_forecast === null ? model.energy.status : number(model.energy.joules_per_forecast, 3), told(model.forecast?.window_low, model.forecast?.window_seconds, "none to see"), told(model.forecast?.step_low, model.forecast?.step_seconds, "not told")]));
    say("costs", "Each figure of memory is of a process of its own: what the model keeps on the runtime's heap, and the largest resident memory of the whole process. Trainings are repeated where benchmark.training_repeats asks; a star: the first seconds of a training. GFLOP/s: declared operations over the time of a further step. A model that keeps a state takes in its window anew in every forecast; both parts are a line through the times of several horizons.");
    for (const why of new Set(costs.filter(model => model.energy.message).map(model => model.energy.message))) say("costs", `Energy: ${why}.`);
    for (const model of costs) for (const note of model.notes) say("costs", `${model.model_name}: ${note}`, true);
  });

  part("growth", [], () => {
    const rows = (data.costs?.models ?? []).flatMap(model => model.growth.map(growth => ({ ...growth, model: model.model_name })));
    if (rows.length === 0) return false;
    const interval = row => row.low === null ? "too few rounds" : `${number(row.low, 3)} to ${number(row.high, 3)}`;
    table("growth", ["model", "time of", "with", "sizes", "exponent", "95 % interval", "declared", ""], rows.map(row => [
      row.model, words(row.work), words(row.quantity), row.sizes.join(", "), number(row.exponent, 3), interval(row), number(row.declared, 3), row.disagrees ? "they disagree" : ""]));
    const panels = [...new Set(rows.map(row => `${words(row.work)}, ${words(row.quantity)}`))];
    const points = rows.flatMap(row => row.sizes.map((size, i) => ({ model: row.model, panel: `${words(row.work)}, ${words(row.quantity)}`, size: size / row.sizes[0], seconds: row.median_seconds[i] / row.median_seconds[0] })));
    figure("growth", "Times against sizes, both relative to the smallest size", {
      height: 60 + 140 * panels.length, color: colour, symbol: { domain: names, range: names.map(name => at(symbols, name)) }, x: { ...logarithmic, label: "size / smallest size", grid: true }, y: { ...logarithmic, label: "time / time at the smallest size", grid: true }, fy: { axis: null, domain: panels },
      marks: [Plot.frame({ strokeOpacity: .2 }), Plot.line([1, d3.max(points, point => point.size)].map(n => [n, n]), { strokeOpacity: .4, strokeDasharray: "1 4" }),
        ...names.map(name => Plot.line(points.filter(point => point.model === name), { x: "size", y: "seconds", fy: "panel", z: "model", stroke: "model", strokeDasharray: at(dashes, name) })),
        Plot.dot(points, { x: "size", y: "seconds", fy: "panel", stroke: "model", symbol: "model" }), Plot.text(panels, { fy: d => d, text: d => d, frameAnchor: "top-left", dx: 6, dy: 6 })],
    }, "An exponent k: time grows as the k-th power of the size; the dotted line is k = 1. Over sizes as small as these, what does not grow has a share in it.");
  });

  part("spectrum", ["spectrum", "sampled spectra"], () => {
    if (!data.spectrum) return false;
    const rows = data.spectrum.singular_values.map((sigma, i) => ({ mode: i + 1, sigma, rest: 1 - data.spectrum.cumulative[i], kept: i < data.spectrum.modes }));
    figure("spectrum", "Singular values of the snapshots", {
      height: 260, x: { label: "mode" }, y: { ...logarithmic, label: "singular value", grid: true },
      marks: [Plot.ruleX([data.spectrum.modes + .5], { strokeDasharray: "4 3" }), Plot.line(rows, { x: "mode", y: "sigma", strokeOpacity: .4 }), Plot.dot(rows, { x: "mode", y: "sigma", fill: row => row.kept ? "#0072b2" : "none", stroke: "#0072b2" })],
    }, `${count(data.spectrum.modes, "mode")} ${noun(data.spectrum.modes, "is", "are")} kept and ${noun(data.spectrum.modes, "holds", "hold")} ${percent(data.spectrum.cumulative[data.spectrum.modes - 1])} of the energy. Frames: shift_align ${data.shift_align ?? "–"}, transform ${data.transform ?? "–"}.`);
    if (!data.sampled_spectra) return;
    const { aligned, unaligned, frames } = data.sampled_spectra, shown = Math.min(60, aligned.length - 1);
    const sampled = [["aligned", aligned], ["as they are", unaligned]].flatMap(([frames, values]) => {
      const energy = d3.sum(values, value => value * value);
      let held = 0;
      return values.slice(0, shown).map((value, i) => ({ frames, mode: i + 1, missing: 1 - (held += value * value) / energy }));
    }).filter(row => row.missing > 1e-12);
    const kinds = ["aligned", "as they are"];
    figure("spectrum", "Energy that modes leave out, aligned and not", {
      height: 260, color: { domain: kinds, range: [colours[0], colours[1]], legend: true }, x: { label: "modes" }, y: { ...logarithmic, label: "energy left out", grid: true },
      marks: kinds.map((kind, i) => Plot.line(sampled.filter(row => row.frames === kind), { x: "mode", y: "missing", stroke: "frames", strokeDasharray: dashes[i], strokeWidth: 1.8 })),
    }, `What alignment gains: of the same ${count(frames, "training frame")}, the share of energy beyond as many modes.`);
  });

  part("eigenvalues", ["eigenvalues"], () => {
    const rows = Object.entries(data.eigenvalues).flatMap(([model, values]) => values.map(([re, im]) => ({ model, re, im })));
    if (rows.length === 0) {
      say("eigenvalues", "No model shows the matrices of a linear recursion.");
      return true;
    }
    const circle = d3.range(0, 2 * Math.PI + .05, .05).map(angle => ({ re: Math.cos(angle), im: Math.sin(angle) })), reach = Math.max(1.1, 1.05 * d3.max(rows, row => Math.hypot(row.re, row.im)));
    figure("eigenvalues", "Companion eigenvalues and the unit circle", {
      width: 460, height: 440, color: colour, symbol: { domain: names, range: names.map(name => at(symbols, name)) },
      x: { domain: [-reach, reach], label: "real part" }, y: { domain: [-reach, reach], label: "imaginary part" },
      marks: [Plot.line(circle, { x: "re", y: "im", strokeOpacity: .5 }), Plot.dot(rows, { x: "re", y: "im", stroke: "model", symbol: "model", r: 3 })],
    }, "Outside the circle a forecast grows, inside it decays; the angle is a frequency.");
  });

  part("order", ["order parameters", "runs"], () => {
    const rows = [];
    for (const run of runs.slice(0, 8)) {
      if (!run.order) continue;
      for (const key of data.order_parameters) run.order[key]?.forEach((value, i) => { if (value !== null) rows.push({ t: run.order.t[i], value, key: words(key), run: run.label }); });
    }
    if (rows.length === 0) return false;
    const labels = [...new Set(rows.map(row => row.run))], keys = [...new Set(rows.map(row => row.key))];
    figure("order", "Order parameters over time", {
      height: 60 + 110 * labels.length, color: { domain: keys, range: keys.map((_, i) => colourOf(i)), legend: true }, x: { label: "time" }, y: { grid: true, label: null }, fy: { axis: null },
      marks: [Plot.frame({ strokeOpacity: .2 }), ...keys.map((key, i) => Plot.line(rows.filter(row => row.key === key), { x: "t", y: "value", fy: "run", stroke: "key", strokeDasharray: dashes[i] })), Plot.text(labels, { fy: d => d, text: d => d, frameAnchor: "bottom-left", dx: 6, dy: -4 })],
    });
  });

  part("setup", ["configuration"], () => {
    if (data.setup.length === 0 && data.configuration === null) return false;
    if (data.setup.length > 0) table("setup", ["", ""], data.setup);
    if (data.configuration === null) return true;
    const folded = element("details"), text = element("pre", data.configuration, { tabindex: "0" });
    folded.append(element("summary", "Configuration, with every default"), text);
    place("setup").append(folded);
  });

  part("environment", [], () => {
    const rows = Object.entries(data.environment ?? {});
    if (rows.length === 0) return false;
    table("environment", ["", ""], rows.map(([key, value]) => [words(key), String(value ?? "–")]));
  });

  part("player", ["densities", "runs"], () => {
    const shown = runs.filter(run => run.movie);
    if (shown.length === 0) return false;
    const controls = element("div", undefined, { class: "controls" }), screens = element("div", undefined, { class: "screens" });
    const choice = element("select", undefined, { id: "run", "aria-label": "test run" }), button = element("button", "Play", { id: "play", type: "button" });
    const slider = element("input", undefined, { id: "frame", type: "range", min: "0", step: "1", value: "0", "aria-label": "frame" }), clock = element("output", "", { id: "clock" });
    const view = element("select", undefined, { id: "view", "aria-label": "frame of reference" }), members = element("select", undefined, { id: "members", "aria-label": "members" });
    shown.forEach((run, i) => choice.append(element("option", run.label, { value: String(i) })));
    view.append(element("option", "lab frame", { value: "lab" }), element("option", "aligned frame", { value: "aligned" }));
    const isAligned = shown.some(run => run.movie.shifts);
    view.value = isAligned && data.is_in_lab === false ? "aligned" : "lab";
    const withMembers = [...new Set(shown.flatMap(run => Object.entries(run.ensembles ?? {}).filter(([, one]) => one.members).map(([name]) => name)))];
    members.append(element("option", "without members", { value: "" }), ...withMembers.map(name => element("option", `members of ${name}`, { value: `m ${name}` })));
    if (withMembers.length > 0) members.value = `m ${withMembers[0]}`;
    controls.append(choice, ...isAligned ? [view] : [], ...withMembers.length > 0 ? [members] : [], button, slider, clock);
    place("player").append(controls, screens);
    let movie, films, timer = null;
    const add = (film, title) => {
      const canvas = screen(`density: ${title}`, film.ny, film.nx), box = element("figure");
      box.append(canvas, element("figcaption", title));
      screens.append(box);
      films.push({ ...film, context: canvas.getContext("2d") });
    };
    const open = () => {
      const run = shown[Number(choice.value)], name = members.value.slice(2), ensemble = run.ensembles?.[name]?.members;
      movie = run.movie;
      films = [];
      screens.replaceChildren();
      for (const [title, text] of Object.entries(movie.movies)) add({ ny: movie.ny, nx: movie.nx, times: movie.times, bytes: bytesOf(text), shifts: movie.shifts?.[title] }, title);
      ensemble?.movies.forEach((text, i) => add({ ...ensemble, bytes: bytesOf(text), shifts: ensemble.shifts[i] }, `member ${i + 1} of ${name}`));
      slider.max = String(movie.times.length - 1);
    };
    const begin = () => {
      open();
      slider.value = "0";
      show();
    };
    const show = () => {
      const frame = Number(slider.value), time = movie.times[frame];
      for (const film of films) {
        // Members have fewer frames: the last one that is not later. Before the forecast there is none.
        const at = film.times === movie.times ? frame : d3.bisectRight(film.times, time + 1e-9) - 1;
        if (at < 0) {
          film.context.clearRect(0, 0, film.nx, film.ny);
          continue;
        }
        const [dy, dx] = view.value === "aligned" && film.shifts ? film.shifts.slice(2 * at, 2 * at + 2) : [0, 0];
        paint(film.context, film.bytes, at * film.ny * film.nx, film.ny, film.nx, dy, dx);
      }
      const isForecast = movie.forecast_start !== null && frame >= movie.forecast_start;
      clock.textContent = `t = ${number(time)}${isForecast ? ", forecast" : ", known"}`;
    };
    const stop = () => { clearInterval(timer); timer = null; button.textContent = "Play"; };
    button.addEventListener("click", () => {
      if (timer !== null) return stop();
      if (slider.value === slider.max) slider.value = "0";
      button.textContent = "Pause";
      timer = setInterval(() => {
        if (slider.value === slider.max) return stop();
        slider.value = String(Number(slider.value) + 1);
        show();
      }, 80);
    });
    slider.addEventListener("input", show);
    view.addEventListener("change", show);
    members.addEventListener("change", () => { open(); show(); });
    choice.addEventListener("change", () => { stop(); begin(); });
    begin();
    say("player", "One colour scale for all: from 0 (dark) to the truth's greatest density of its run (bright). Models know the frames before the forecast.");
    if (isAligned) say("player", data.is_in_lab ? "In the lab frame each forecast lies where it says that the swarm is; the aligned frame shows the shapes alone." : "Forecasts say nothing of where the swarm is: in the lab frame they are rolled back with the true shifts.");
    if (withMembers.length > 0) say("player", "Members are possible futures, none likelier than another; they begin with the forecast, and have fewer frames.");
  });

  // For romhost report --figures: every chart with its legend as an SVG that stands alone, and as a PNG of it.
  const alone = ({ label, chart, legend }) => {
    const plot = chart.matches("svg") ? chart : [...chart.querySelectorAll("svg")].at(-1), copy = plot.cloneNode(true);
    const [width, height] = ["width", "height"].map(side => Number(plot.getAttribute(side))), top = legend.length > 0 ? 30 : 8;
    const make = (tag, attributes) => Object.entries(attributes).reduce((node, [key, value]) => (node.setAttribute(key, value), node), document.createElementNS("http://www.w3.org/2000/svg", tag));
    const svg = make("svg", { xmlns: "http://www.w3.org/2000/svg", width, height: height + top, viewBox: `0 0 ${width} ${height + top}`, color: "#1a1a1a", "font-family": "system-ui, sans-serif", "font-size": 12 });
    const title = make("title", {});
    title.textContent = label;
    svg.append(title, make("rect", { width, height: height + top, fill: "#ffffff" }));
    let x = 60;
    for (const [name, colour] of legend) {
      const text = make("text", { x: x + 18, y: 19, fill: "#1a1a1a" });
      text.textContent = name;
      svg.append(make("rect", { x, y: 9, width: 12, height: 12, fill: colour }), text);
      x += 34 + 7 * name.length;
    }
    copy.setAttribute("y", top);
    svg.append(copy);
    return { text: new XMLSerializer().serializeToString(svg), width, height: height + top };
  };
  const exported = async () => {
    const figures = [], seen = {};
    for (const one of drawn) {
      const { text, width, height } = alone(one), image = new Image(), canvas = element("canvas", undefined, { width: 2 * width, height: 2 * height });
      image.src = `data:image/svg+xml;base64,${base64(text)}`;
      await image.decode();
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      seen[one.id] = (seen[one.id] ?? 0) + 1;
      figures.push({ name: seen[one.id] === 1 ? one.id : `${one.id}_${seen[one.id]}`, svg: text, png: canvas.toDataURL("image/png") });
    }
    return figures;
  };
  const base64 = text => btoa(Array.from(new TextEncoder().encode(text), byte => String.fromCharCode(byte)).join(""));
  if (location.hash === "#figures")
    exported().then(figures => document.body.append(element("script", base64(JSON.stringify(figures)), { type: "application/json", id: "figures" })));

  document.documentElement.dataset.ready = "true";
})();
