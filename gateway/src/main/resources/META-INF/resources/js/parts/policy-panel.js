/** What a model follows: when it is trained anew without anybody asking. */

import {h} from "../dom.js";
import {find, get, put, remove} from "../api.js";
import {button, card, cardHead, definition, link, message, note, submit} from "./basics.js";
import {numeric, select, toggle} from "./fields.js";
import {attempt} from "./dialog.js";
import {ago, duration} from "../format.js";

const PRESETS = ["seed", "small", "quality"];

export class PolicyPanel {
  constructor(modelPath, changed) {
    Object.assign(this, {path: `${modelPath}/policy`, changed, found: null, editing: null, refusal: null});
  }

  async load() {
    this.found = await find(this.path).catch(() => null);
  }

  template() {
    return card(null, cardHead("What it follows", !this.editing && button(this.found ? "Change" : "Follow a dataset", attempt(() => this.edit()), {kind: "quiet"})),
      this.editing ? this.form() : this.found ? this.told() : note("It is trained only when somebody asks. It can follow a dataset instead: as that grows, it is trained anew."));
  }

  told() {
    const {policy, standing, trainings, cpuHours} = this.found;
    return [
      definition([["Dataset", policy.dataset], ["After new images", String(policy.newImages)], ["At most every", policy.leastSeconds ? duration(policy.leastSeconds) : undefined],
        ["Processor hours", policy.cpuHours ? `${cpuHours.toFixed(2)} of ${policy.cpuHours} in ${policy.budgetDays} days` : `${cpuHours.toFixed(2)} so far`], ["Begins with", policy.from], ["Preset", policy.training?.preset]]),
      policy.paused ? message("busy", "It is paused.") : standing?.reason && note(standing.reason),
      trainings.length > 0 && h("ol", {class: "timeline"}, trainings.slice(0, 5).map(one => h("li", {key: one.id, class: one.outcome === "succeeded" ? "good" : one.outcome ? "bad" : ""}, h("time", {datetime: one.at}, ago(one.at)),
        one.trainingId ? link(`#/training/${one.trainingId}`, one.outcome || "running") : one.outcome || "asked for", `: ${one.failure?.message || one.reason}`))),
      h("div", {class: "actions"}, button("Follow nothing", attempt(async () => {
        await remove(this.path);
        await this.load();
        this.changed();
      }, "It follows nothing any more"), {kind: "quiet danger"})),
    ];
  }

  async edit() {
    const datasets = await get("/v1/datasets?limit=200"), now = this.found?.policy;
    this.names = [...new Set([...(now ? [now.dataset] : []), ...datasets.map(one => one.name)])];
    if (!this.names.length) throw new Error("There is no dataset to follow yet.");
    this.#set({refusal: null, editing: {dataset: now?.dataset || this.names[0], newImages: now?.newImages ?? 50, leastSeconds: now?.leastSeconds ?? 3600, cpuHours: now?.cpuHours ?? "", paused: now?.paused ?? false, preset: now?.training?.preset || "seed", from: now?.from || "champion"}});
  }

  form() {
    const now = this.editing, refused = field => this.refusal?.of?.(field), change = (field, read = event => event.target.value) => event => { now[field] = read(event); };
    return h("form", {class: "form", onsubmit: event => this.save(event)},
      select("policy-dataset", "Dataset", this.names.map(name => [name, name]), {value: now.dataset, onchange: change("dataset")}, {error: refused("dataset")}),
      select("policy-preset", "Preset", PRESETS.map(name => [name, name]), {value: now.preset, onchange: change("preset")}, {error: refused("training")}),
      select("policy-from", "Begin with", [["champion", "what serves"], ["scratch", "random weights"]], {value: now.from, onchange: change("from")}),
      numeric("policy-images", "After new images", {value: now.newImages, min: 1, oninput: change("newImages")}, {error: refused("newImages")}),
      numeric("policy-seconds", "Seconds between, at least", {value: now.leastSeconds, min: 0, oninput: change("leastSeconds")}, {error: refused("leastSeconds")}),
      numeric("policy-hours", "Processor hours in 30 days", {value: now.cpuHours, min: 0, step: "any", placeholder: "without a limit", oninput: change("cpuHours")}, {error: refused("cpuHours")}),
      toggle("policy-paused", "Paused", now.paused, paused => { now.paused = paused; this.changed(); }),
      this.refusal && message("bad", this.refusal.message),
      h("div", {class: "actions"}, submit("Save"), button("Leave it", () => this.#set({editing: null}))));
  }

  async save(event) {
    event.preventDefault();
    const {dataset, newImages, leastSeconds, cpuHours, paused, preset, from} = this.editing, before = this.found?.policy;
    try {
      await put(`${this.path}?revision=${this.found?.revision ?? 0}`, {...before, dataset, from, newImages: Number(newImages), leastSeconds: Number(leastSeconds), cpuHours: cpuHours === "" ? null : Number(cpuHours), paused,
        training: {...before?.training, preset}});
      await this.load();
      this.#set({editing: null, refusal: null});
    } catch (refusal) {
      this.#set({refusal});
    }
  }

  #set(values) {
    Object.assign(this, values);
    this.changed();
  }
}
