/** What the quality gate found of a version. */

import {h} from "../dom.js";
import {message, row, table} from "./basics.js";
import {bytes, measure, sentence} from "../format.js";

const told = (metric, value) => value === undefined ? "–" : /Bytes$/.test(metric) ? bytes(value) : measure(value);

export const verdict = one => message(one.passed ? "good" : "bad", one.findings.length
  ? (one.passed ? `The gate passed version ${one.version}: it ${one.reason}.` : `The gate refused version ${one.version}, compared with version ${one.champion}: ${one.reason}.`)
  : `The gate ${one.passed ? "passed" : "refused"} version ${one.version}: ${one.reason}.`);

export const findings = one => one.findings.length > 0 && table(`Findings of version ${one.version}`, ["Rule", `Version ${one.version}`, one.champion ? `Version ${one.champion}` : "Champion", "Bound", "Kept"],
  one.findings.map(found => row([sentence(found.metric), told(found.metric, found.candidate), told(found.metric, found.champion), told(found.metric, found.bound), found.passed ? "yes" : h("strong", null, "no")],
    {key: found.metric, class: found.passed ? "" : "bad", title: found.reason})));
