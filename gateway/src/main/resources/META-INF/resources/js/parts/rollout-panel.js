/** A rollout as it happens: where it stands, what is known of the new version, and what a person can do. */

import {h} from "../dom.js";
import {generate, post} from "../api.js";
import {bar, button, card, cardHead, facts, note, pill, row, symbolButton, table} from "./basics.js";
import {text} from "./fields.js";
import {clock, count, words} from "../format.js";

const PAIRS = 8, STEPS = [5, 25, 50, 100], WIDTH = 120;
const percent = value => `${Number((100 * value).toPrecision(2))} %`;
const factor = value => `${Math.exp(value).toFixed(2)} ×`;
const difference = value => (value < 0 ? "−" : "+") + Math.abs(value).toFixed(4);

/** How each metric is told, and between which values its interval is drawn. */
const METRICS = {
  failures: {title: "Failures", told: percent, from: 0, to: 0.3},
  latency: {title: "Time a face", told: factor, from: -Math.log(2), to: Math.log(3)},
  brightness: {title: "Brightness", told: difference, from: -0.03, to: 0.03},
  sharpness: {title: "Sharpness", told: difference, from: -0.3, to: 0.3},
};

/** Each change and why, the newest first. */
export const course = rollout => h("ol", {class: "timeline"}, rollout.changes.map(one => h("li", {key: one.revision, class: one.state === "live" ? "good" : one.state === "rolled-back" ? "bad" : ""},
  h("time", {datetime: one.at}, clock(one.at)), `${words(one.state)}${one.share ? `, ${one.share / 10} %` : ""}: ${one.reason}${one.by ? ` (${one.by})` : ""}`)));

/** What is known of each metric: where its mean lies, and where it may lie. */
export const evidence = rollout => table("Evidence", ["Metric", "Verdict", "Where it lies", "Mean", "Interval", "Allowed", "Pictures"], rollout.findings.filter(one => METRICS[one.metric]).map(one => {
  const {title, told, from} = METRICS[one.metric];
  const known = one.low === undefined ? ["–", "–"] : [told(one.mean), `${told(one.low)} to ${told(one.high)}`];
  const may = one.least <= from ? `at most ${told(one.most)}` : `${told(one.least)} to ${told(one.most)}`;
  return row([title, one.verdict, interval(one), ...known, may, count(one.count)], {key: one.metric, class: one.verdict === "bad" ? "bad" : ""});
}), {class: "evidence"});

/** Where a mean lies, above where it may lie. */
function interval(one) {
  const {from, to} = METRICS[one.metric], tone = one.verdict === "good" ? "mean-good" : one.verdict === "bad" ? "mean-bad" : "mean-open";
  const x = value => WIDTH * Math.min(1, Math.max(0, (value - from) / (to - from)));
  return h("svg", {class: "interval", viewBox: `0 0 ${WIDTH} 14`, "aria-hidden": "true"},
    h("rect", {class: "may", x: x(one.least), y: 1, width: x(one.most) - x(one.least), height: 12, rx: 3}),
    one.low !== undefined && [h("line", {class: tone, x1: x(one.low), x2: Math.max(x(one.high), x(one.low) + 2), y1: 7, y2: 7}), h("circle", {class: tone, cx: x(one.mean), cy: 7, r: 3.5})]);
}

export class RolloutPanel {
  /** @param changed told when it is to be drawn anew */
  constructor(id, changed) {
    Object.assign(this, {id, changed, rollout: null, stream: null, reason: "", refusal: null, busy: false, pairs: null, drawing: false});
    this.follow();
  }

  follow() {
    this.stream = new EventSource(`/v1/rollouts/${this.id}/events`);
    this.stream.addEventListener("Rollout", event => this.#update(JSON.parse(event.data)));
    this.stream.addEventListener("error", () => {
      if (this.stream?.readyState === EventSource.CLOSED) this.leave();
    });
  }

  leave() {
    this.stream?.close();
    this.stream = null;
  }

  #update(rollout) {
    if (rollout.revision < this.rollout?.revision) return;
    this.rollout = rollout;
    if (rollout.endedAt) this.leave();
    this.changed();
  }

  template() {
    const {rollout} = this;
    if (!rollout) return null;
    const open = !rollout.endedAt, name = rollout.modelName;
    return card(null, cardHead(open ? `${name}: version ${rollout.candidate.version} comes to serve` : `${name}: the rollout of version ${rollout.candidate.version} has ended`, pill(rollout.state)),
      facts([`beside version ${rollout.champion}`, open && `answers ${rollout.share / 10} % of the requests that name no version`, rollout.reason]),
      open && h("div", {class: "share"}, bar(rollout.share / 1000, "Share of requests"), STEPS.map(step => h("span", {style: {left: `${step}%`}, "aria-hidden": "true"}, `${step} %`))),
      evidence(rollout),
      open && this.#deciding(),
      this.#comparison(),
      h("details", null, h("summary", null, "How it came to this"), course(rollout), rollout.generators.map(one => note(
        `Generator ${one.id.slice(0, 8)}: ${one.warm ? "has loaded the new version" : "has not loaded the new version yet"}, ${count(one.drawn)} pictures, ${count(one.failed)} failed`))));
  }

  #deciding() {
    const paused = this.rollout.state === "paused";
    const act = wish => async () => {
      if (!this.reason.trim()) return this.#set({refusal: "Say why: the reason stays in the history."});
      this.#set({busy: true, refusal: null});
      try {
        const rollout = await post(`/v1/rollouts/${this.id}/${wish}`, {reason: this.reason.trim(), by: "the page"});
        this.reason = "";
        this.busy = false;
        this.#update(rollout);
      } catch (refusal) {
        this.#set({busy: false, refusal: refusal.message});
      }
    };
    return h("div", {class: "form inline", role: "group", "aria-label": "Decide"},
      text(`reason-${this.id}`, "Reason", {value: this.reason, maxlength: 500, oninput: event => { this.reason = event.target.value; }}, {error: this.refusal}),
      button(paused ? "Resume" : "Pause", act(paused ? "resume" : "pause"), {disabled: this.busy}), button("Promote now", act("promote"), {disabled: this.busy}),
      button("Roll back", act("rollback"), {kind: "danger", disabled: this.busy}));
  }

  /** Faces of the same seeds by both versions, drawn when somebody asks. */
  #comparison() {
    const {rollout, pairs} = this, versions = [rollout.champion, rollout.candidate.version];
    const draw = async () => {
      this.#set({drawing: true, unable: null});
      try {
        const seed = Math.floor(Math.random() * 2 ** 32);
        const jobs = await Promise.all(versions.map(version => generate({model: rollout.modelName, version, count: PAIRS, seed})));
        this.#set({drawing: false, pairs: jobs});
      } catch (refusal) {
        this.#set({drawing: false, unable: refusal.message});
      }
    };
    return h("div", {class: "stack"}, h("div", {class: "actions"}, button(this.drawing ? "Drawing …" : `Draw ${PAIRS} faces with both`, draw, {disabled: this.drawing}), pairs && symbolButton("close", "Put them away", () => this.#set({pairs: null}))),
      this.unable && h("p", {class: "error", role: "alert"}, this.unable),
      pairs && h("div", {class: "pairs"}, Array.from({length: PAIRS}, (_, k) => h("figure", {key: pairs[0].id + k},
        pairs.map(job => h("img", {src: job.links.images.replace("{k}", k), alt: `Face ${k + 1} by version ${job.version}`})), versions.map(version => h("span", null, `version ${version}`))))));
  }

  #set(values) {
    Object.assign(this, values);
    this.changed();
  }
}
