/** A version that draws copies of a model's requests, which nobody is answered by. */

import {h} from "../dom.js";
import {find, put, remove} from "../api.js";
import {button, card, cardHead, link, message, note, submit} from "./basics.js";
import {numeric, select, text} from "./fields.js";
import {attempt} from "./dialog.js";
import {moment} from "../format.js";

export class ShadowPanel {
  constructor(modelPath, changed) {
    Object.assign(this, {path: `${modelPath}/shadow`, changed, found: null, editing: null, refusal: null});
  }

  async load() {
    this.found = await find(this.path).catch(() => null);
  }

  template(model) {
    const others = model.versions.filter(one => !one.champion);
    if (!this.found && !others.length) return null;
    return card(null, cardHead("Shadow", !this.editing && !this.found && button("Have a version draw copies", () => this.#set({editing: {version: others[0].version, percent: 10, minutes: 60, reason: ""}}), {kind: "quiet"})),
      this.editing ? this.form(others) : this.found ? this.told() : note("A version can draw copies of real requests beside the answers, before it serves."));
  }

  told() {
    const one = this.found;
    return [
      h("p", null, link(`#/models/${encodeURIComponent(one.modelName)}/${one.version}`, `Version ${one.version}`), ` draws copies of ${one.share / 10} % of the requests, until ${moment(one.until)}: ${one.reason}`),
      h("div", {class: "actions"}, button("End it", attempt(async () => {
        await remove(this.path);
        await this.load();
        this.changed();
      }), {kind: "quiet danger"})),
    ];
  }

  form(others) {
    const now = this.editing, refused = field => this.refusal?.of?.(field), change = field => event => { now[field] = event.target.value; };
    return h("form", {class: "form", onsubmit: event => this.save(event)},
      select("shadow-version", "Version", others.map(one => [one.version, `version ${one.version}`]), {value: now.version, onchange: change("version")}, {error: refused("version")}),
      numeric("shadow-share", "Of requests, %", {value: now.percent, min: 0.1, max: 100, step: 0.1, oninput: change("percent")}, {error: refused("share")}),
      numeric("shadow-minutes", "Minutes", {value: now.minutes, min: 1, max: 10080, oninput: change("minutes")}, {error: refused("seconds")}),
      text("shadow-reason", "Reason", {value: now.reason, required: true, maxlength: 500, oninput: change("reason")}, {error: refused("reason")}),
      this.refusal && message("bad", this.refusal.message),
      h("div", {class: "actions"}, submit("Begin"), button("Leave it", () => this.#set({editing: null}))));
  }

  async save(event) {
    event.preventDefault();
    const {version, percent, minutes, reason} = this.editing;
    try {
      await put(this.path, {version: Number(version), share: Math.round(10 * percent), seconds: Math.round(60 * minutes), reason, by: "the page"});
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
