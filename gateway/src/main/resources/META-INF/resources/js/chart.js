/** Curves over epochs, drawn as SVG. */

import {h} from "./dom.js";

const HEIGHT = 220, LEFT = 52, RIGHT = 12, TOP = 12, BOTTOM = 26, STEPS = 4;

/** About as wide as it is shown, so that its words are as large as the page's. */
function widthOf() {
  const room = Math.min(1420, innerWidth - (innerWidth > 860 ? 208 : 0)) - 2 * Math.min(48, Math.max(16, 0.03 * innerWidth));
  return Math.round((innerWidth > 1080 ? room / 2 - 12 : room) - 48);
}

/**
 * @param lines each with `name`, `tone` (a class of style) and `points` of `[x, y]`
 * @param marks vertical lines, each with `x` and `text`
 */
export function chart({label, lines, marks = [], unit = "epoch"}) {
  const points = lines.flatMap(line => line.points).filter(([, y]) => Number.isFinite(y));
  if (!points.length) return null;
  const xs = points.map(([x]) => x), ys = points.map(([, y]) => y);
  const WIDTH = widthOf(), first = Math.min(...xs), last = Math.max(...xs), least = Math.min(...ys), most = Math.max(...ys), span = most - least || Math.abs(most) || 1;
  const x = value => LEFT + (WIDTH - LEFT - RIGHT) * (last === first ? 0.5 : (value - first) / (last - first));
  const y = value => TOP + (HEIGHT - TOP - BOTTOM) * (most === least ? 0.5 : (most - value) / span);
  const levels = most === least ? [most] : Array.from({length: STEPS + 1}, (_, step) => least + span * step / STEPS);
  return h("figure", {class: "chart"},
    h("svg", {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": `${label}. ${summary(lines)}`},
      levels.map(level => [h("line", {class: "grid", x1: LEFT, x2: WIDTH - RIGHT, y1: y(level), y2: y(level)}),
        h("text", {x: LEFT - 8, y: y(level) + 4, "text-anchor": "end"}, told(level, span))]),
      marks.filter(mark => mark.x >= first && mark.x <= last).map(mark => [h("line", {class: "mark", x1: x(mark.x), x2: x(mark.x), y1: TOP, y2: HEIGHT - BOTTOM}),
        h("text", {x: x(mark.x) + 5, y: TOP + 10}, mark.text)]),
      lines.map(line => [h("polyline", {class: `line ${line.tone}`, points: line.points.map(([a, b]) => `${x(a).toFixed(1)},${y(b).toFixed(1)}`).join(" ")}),
        line.points.length > 0 && h("circle", {class: `dot ${line.tone}`, cx: x(line.points.at(-1)[0]), cy: y(line.points.at(-1)[1]), r: 3.5})]),
      h("text", {x: LEFT, y: HEIGHT - 6}, first === last ? "" : `${unit} ${first}`),
      h("text", {x: WIDTH - RIGHT, y: HEIGHT - 6, "text-anchor": "end"}, `${unit} ${last}`)),
    h("figcaption", null, lines.map(line => h("span", {class: `legend ${line.tone}`}, line.name, " ", h("b", null, line.points.length ? line.points.at(-1)[1].toPrecision(4) : "–")))));
}

const told = (level, span) => span < 0.01 ? level.toFixed(4) : span < 1 ? level.toFixed(3) : level.toFixed(1);
const summary = lines => lines.filter(line => line.points.length).map(line => `${line.name}: from ${line.points[0][1].toPrecision(3)} to ${line.points.at(-1)[1].toPrecision(3)}`).join("; ");
