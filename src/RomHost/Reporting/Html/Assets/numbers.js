"use strict";
// The twin of Serialization/NumberText: the report's numbers have the form of those in the host's tables. A test compares them.
const NumberText = (() => {
  const most = 4;
  const of = (value, digits = most) => {
    if (value === null || value === undefined || Number.isNaN(value)) return "–";
    if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
    const size = Math.abs(value);
    const exponent = size === 0 ? 0 : Number(size.toExponential(digits - 1).split("e")[1]);
    const text = exponent >= most || exponent < -most
      ? size.toExponential(1).replace(".0e", "e").replace("e+", "e")
      : size.toFixed(Math.min(Math.max(digits - 1 - exponent, 0), most));
    return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
  };
  const time = seconds => {
    if (seconds === null || seconds === undefined || Number.isNaN(seconds)) return "–";
    const size = Math.abs(seconds);
    if (size < 1e-6) return `${of(seconds * 1e9, 3)} ns`;
    if (size < 1e-3) return `${of(seconds * 1e6, 3)} µs`;
    return size < 1 ? `${of(seconds * 1e3, 3)} ms` : `${of(seconds, 3)} s`;
  };
  const percent = share => `${of(100 * share)} %`;
  const noun = (count, one, many = `${one}s`) => count === 1 ? one : many;
  const count = (number, one, many) => `${number} ${noun(number, one, many)}`;
  // Digits of a count stand in groups of three as long as they can be read.
  const whole = value => Math.abs(value) < 1e12 ? value.toLocaleString("en") : of(value);
  return { of, time, percent, noun, count, whole };
})();
