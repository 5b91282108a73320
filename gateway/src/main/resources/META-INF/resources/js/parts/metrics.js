/** What was measured of trainings and versions: the few numbers that tell most first, all others for who asks. */

import {h} from "../dom.js";
import {card, cardHead, row, table} from "./basics.js";
import {bytes, duration, measure, percent, sentence} from "../format.js";

/** Name, what it means, and how it is told. */
const KNOWN = {
  sampleFrechetDistance: ["Distance from photographs", "Fréchet distance of samples; less is better", measure],
  sampleDiversityRatio: ["Variety", "of samples, beside real faces", percent],
  sharpnessRatio: ["Sharpness", "of samples, beside real faces", percent],
  reconstructionPsnr: ["Likeness of redrawn faces", "signal to noise; more is better", value => `${measure(value)} dB`],
  memorisationRatio: ["Distance from training faces", "far below 100 % it has learned some by heart", percent],
  validationMse: ["Error on unseen faces", "mean squared; less is better", measure],
};

const toldAs = name => /bytes/i.test(name) ? bytes : /seconds$/i.test(name) ? duration : measure;

/** Those that tell most, large. */
export const highlights = metrics => h("dl", {class: "highlights"}, Object.entries(KNOWN).filter(([name]) => metrics[name] !== undefined).map(([name, [title, meaning, told]]) =>
  h("div", {key: name}, h("dt", null, title), h("dd", {class: "big-number"}, told(metrics[name])), h("dd", {class: "hint"}, meaning))));

/** A card of all of them. */
export const measured = (title, metrics) => card(null, cardHead(title), highlights(metrics),
  h("details", null, h("summary", null, "All that was measured"), h("dl", {class: "numbers"}, Object.entries(metrics).map(([name, value]) => h("div", {key: name}, h("dt", null, sentence(name)), h("dd", null, toldAs(name)(value)))))));

/** Two of them side by side. */
export function compared(label, names, first, second) {
  const all = [...new Set([...Object.keys(first), ...Object.keys(second)])].sort((a, b) => (b in KNOWN) - (a in KNOWN) || a.localeCompare(b));
  const told = (name, value) => value === undefined ? "–" : (KNOWN[name]?.[2] || toldAs(name))(value);
  return table(label, ["Measure", ...names], all.map(name => row([KNOWN[name]?.[0] || sentence(name), told(name, first[name]), told(name, second[name])], {key: name})));
}
