/** One model: its versions, what serves and why, and what it follows. */

import {h} from "../dom.js";
import {View, heading} from "../view.js";
import {find, get} from "../api.js";
import {button, card, cardHead, facts, link, linkButton, message, note, pill, row, table} from "../parts/basics.js";
import {text} from "../parts/fields.js";
import {ago, measure, moment, words} from "../format.js";
import {RolloutPanel, course, evidence} from "../parts/rollout-panel.js";
import {findings, verdict} from "../parts/gate.js";
import {promoting, takingBack} from "../parts/serving-dialogs.js";
import {PolicyPanel} from "../parts/policy-panel.js";
import {ShadowPanel} from "../parts/shadow-panel.js";

const CHANGES_SHOWN = 8;

export default class Model extends View {
  constructor(place) {
    super(place);
    this.name = place.path[1];
    this.path = `/v1/models/${encodeURIComponent(this.name)}`;
    this.panel = null;
    this.named = "";
    this.chosen = [];
    this.policy = new PolicyPanel(this.path, () => this.draw());
    this.shadow = new ShadowPanel(this.path, () => this.draw());
    this.endings.push(() => this.panel?.leave());
  }

  get title() { return this.name; }
  get kinds() { return ["model"]; }
  get busy() { return Boolean(this.model?.pending.length || (this.panel && !this.panel.rollout?.endedAt)); }

  async load() {
    [this.model, this.serving, this.rollouts] = await Promise.all([get(this.path), get(`${this.path}/serving`), get(`${this.path}/rollouts`), this.policy.load(), this.shadow.load()]);
    const open = this.rollouts.find(one => !one.endedAt);
    if (open && this.panel?.id !== open.id) {
      this.panel?.leave();
      this.panel = new RolloutPanel(open.id, () => this.draw());
    }
  }

  template() {
    const {model} = this;
    return [
      h("nav", {class: "crumbs", "aria-label": "Where this is"}, link("#/models", "Models")),
      heading(this.name, model.champion ? `Version ${model.champion.version} serves, since ${moment(model.serving[0]?.from || model.champion.registeredAt)}.` : "Nothing serves yet.",
        model.champion && linkButton(`#/studio?model=${encodeURIComponent(this.name)}`, "Draw faces", {kind: "primary"}),
        this.serving.fallback && button(`Take back to version ${this.serving.fallback}`, () => takingBack(this.path, this.serving).then(done => done && this.refresh()), {kind: "danger"})),
      model.pending.map(one => message("busy", `Version ${one.version} is being compared with version ${one.champion}, since ${ago(one.since)}.`)),
      this.panel?.template(),
      this.versions(),
      h("div", {class: "columns"}, h("div", {class: "stack wide"}, this.gate(), this.shadow.template(model)), h("div", {class: "stack wide"}, this.history(), this.policy.template())),
      this.lastRollout(),
    ];
  }

  versions() {
    const sought = this.named.trim().toLowerCase();
    const shown = this.model.versions.filter(one => !sought || [String(one.version), one.description || "", ...(one.aliases || []), ...Object.entries(one.tags || {}).flat()].some(text => text.toLowerCase().includes(sought)));
    return card(null, cardHead("Versions", this.chosen.length === 2 && linkButton(`#/models/${encodeURIComponent(this.name)}/compare?a=${this.chosen[0]}&b=${this.chosen[1]}`, "Compare the two", {kind: "primary"})),
      this.model.versions.length > 4 && h("div", {class: "filter"}, text("version-filter", "Alias, note or tag contains", {value: this.named, oninput: event => this.set({named: event.target.value})})),
      table("Versions", ["Version", "State", "Loss", "Distance", "Variety", "Made", "Do"], shown.map(one => this.version(one))));
  }

  version(one) {
    const decision = this.model.decisions.find(other => other.version === one.version);
    const state = one.champion ? pill("serves", "good") : decision ? pill(decision.passed ? "passed the gate" : "refused by the gate", decision.passed ? "soft" : "bad") : pill("not decided", "soft");
    return row([h("span", null, link(`#/models/${encodeURIComponent(this.name)}/${one.version}`, `Version ${one.version}`), (one.aliases || []).map(alias => [" ", h("code", null, alias)]),
      one.description && h("span", {class: "hint"}, ` ${one.description}`)), state, measure(one.validationLoss), measure(one.metrics.sampleFrechetDistance), measure(one.metrics.sampleDiversityRatio), ago(one.registeredAt),
    h("span", {class: "actions"}, this.model.versions.length > 1 && button(this.chosen.includes(one.version) ? "Chosen" : "Compare", () => this.choose(one.version), {kind: "quiet", "aria-pressed": String(this.chosen.includes(one.version)), "aria-label": `Compare version ${one.version}`}),
      !one.champion && button("Promote", () => promoting(this.path, this.serving, one.version, decision && !decision.passed).then(done => done && this.refresh()), {kind: "quiet", "aria-label": `Promote version ${one.version}`}))], {key: one.version});
  }

  choose(version) {
    this.set({chosen: this.chosen.includes(version) ? this.chosen.filter(one => one !== version) : [...this.chosen.slice(-1), version]});
  }

  gate() {
    const newest = this.model.decisions[0];
    return newest && card(null, cardHead("What the gate said"), verdict(newest), findings(newest));
  }

  lastRollout() {
    const newest = this.rollouts[0];
    return newest?.endedAt && newest.id !== this.panel?.id && card(null, cardHead(`Rollout of version ${newest.candidate.version}`, pill(newest.state)), note(newest.reason), evidence(newest),
      h("details", null, h("summary", null, "How it came to this"), course(newest)));
  }

  history() {
    const changes = this.all ? this.serving.changes : this.serving.changes.slice(0, CHANGES_SHOWN);
    return changes.length > 0 && card(null, cardHead("What served, and why"), h("ol", {class: "timeline"}, changes.map(one => h("li", {key: one.changeId, class: one.cause === "rollback" ? "bad" : one.version ? "good" : ""},
      h("time", {datetime: one.at}, moment(one.at)), h("strong", null, one.version ? `Version ${one.version}` : "Nothing"), ` · ${words(one.cause)}${one.by === one.cause ? "" : ` by ${one.by}`}: ${one.reason}`))),
    this.serving.changes.length > changes.length && button(`All ${this.serving.changes.length}`, () => this.set({all: true}), {kind: "quiet"}));
  }
}
