"use strict";
// What the report and the dashboard draw with.
const Drawing = (() => {
  // Okabe and Ito's colours, told apart without full colour vision; each model has a dash and a symbol of its own too.
  const colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c8c00"];
  const dashes = ["", "6 3", "2 3", "8 3 2 3", "1 4", "12 4", "4 4"];
  const symbols = ["circle", "triangle", "square", "diamond", "star", "cross", "wye"];
  // Beyond the seven, hues a golden angle apart: none is there twice.
  const colourOf = i => colours[i] ?? d3.hcl((i * 137.508) % 360, 60, i % 2 === 0 ? 45 : 65).formatHex();
  const element = (tag, text, attributes = {}) => {
    const node = document.createElement(tag);
    if (text !== undefined && text !== null) node.textContent = text;
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  };
  // Titles of axes stand outside of the ticks' labels.
  const plot = (label, options) => {
    const chart = Plot.plot({ width: 860, marginLeft: 60, marginTop: 32, marginBottom: 48, style: { background: "transparent", color: "currentColor", fontSize: "12px" }, ...options });
    chart.setAttribute("role", "img");
    chart.setAttribute("aria-label", label);
    return chart;
  };
  return { colours, dashes, symbols, colourOf, element, plot };
})();
