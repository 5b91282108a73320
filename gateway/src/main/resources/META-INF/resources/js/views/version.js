/** One version of a model: how good it is, where it comes from, and what people say of it. */

import {h} from "../dom.js";
import {View, heading} from "../view.js";
import {find, get, patch, put, remove} from "../api.js";
import {button, card, cardHead, definition, link, linkButton, message, note, pill, submit} from "../parts/basics.js";
import {area, text} from "../parts/fields.js";
import {toast} from "../parts/dialog.js";
import {deleting} from "../parts/deletion.js";
import {measured} from "../parts/metrics.js";
import {findings, verdict} from "../parts/gate.js";
import {promoting} from "../parts/serving-dialogs.js";
import {bytes, duration, moment, words} from "../format.js";

const FILES = ["decoder.onnx", "encoder.onnx", "density.json", "directions.json", "report.json", "manifest.json"];

export default class Version extends View {
  constructor(place) {
    super(place);
    [, this.name, this.number] = place.path;
    this.model = `/v1/models/${encodeURIComponent(this.name)}`;
    this.path = `${this.model}/versions/${encodeURIComponent(this.number)}`;
    this.draft = null;
    this.alias = "";
    this.refusals = {};
  }

  get title() { return `${this.name}, version ${this.number}`; }
  get kinds() { return ["model"]; }

  async load() {
    [this.version, this.details, this.serving, this.manifest, this.lineage] = await Promise.all([get(this.path), get(this.model), get(`${this.model}/serving`),
      this.manifest || find(`${this.path}/artifacts/manifest.json`), find(`${this.path}/lineage`)]);
    this.draft ??= {description: this.version.description || "", tags: told(this.version.tags)};
  }

  template() {
    const one = this.version, decision = this.details.decisions.find(other => other.version === one.version);
    return [
      h("nav", {class: "crumbs", "aria-label": "Where this is"}, link("#/models", "Models"), " / ", link(`#/models/${encodeURIComponent(this.name)}`, this.name)),
      heading(`Version ${one.version}`, one.description, linkButton(`#/studio?model=${encodeURIComponent(this.name)}&version=${one.version}`, "Draw faces with it", {kind: "primary"}),
        !one.champion && button("Promote", () => promoting(this.model, this.serving, one.version, decision && !decision.passed).then(done => done && this.refresh())),
        button("Delete", () => this.delete(), {kind: "danger", symbol: "trash"})),
      one.erasures?.length > 0 && message("busy", "A photo that it was trained with has been erased since. Train anew to have a version without it."),
      this.origin(),
      measured("How good it is", one.metrics),
      h("div", {class: "columns"}, h("div", {class: "stack wide"}, decision && card(null, cardHead("What the gate said"), verdict(decision), findings(decision)), this.labels()),
        h("div", {class: "stack wide"}, this.notes(), this.aliases(), this.files())),
    ];
  }

  origin() {
    const one = this.version, origin = this.lineage?.version;
    return card(null, cardHead(this.name, one.champion ? pill("serves", "good") : pill("does not serve", "soft")), definition([
      ["Trained by", link(`#/training/${one.trainingId}`, "this training")], ["On", link(`#/datasets/${one.datasetId}`, "this dataset")], ["Made", moment(one.registeredAt)],
      ["Preset", origin?.preset], ["Goes on from", one.parent && link(`#/models/${encodeURIComponent(one.parent.modelName)}/${one.parent.version}`, `${one.parent.modelName}, version ${one.parent.version}`)],
      ["Ancestors", this.lineage?.ancestors.length || undefined], ["Loss", one.validationLoss.toFixed(5)], ["Cost", origin?.cost?.wallSeconds && duration(origin.cost.wallSeconds)], ["Digest", h("code", null, one.digest.slice(0, 12))]]),
    this.manifest?.artifacts?.["evaluation.html"] && h("div", {class: "actions"}, linkButton(`${this.path}/artifacts/evaluation.html`, "Read its evaluation, with faces", {target: "_blank", rel: "noopener"})));
  }

  labels() {
    const {labels, conditions} = this.version;
    return labels.length > 0 && card(null, cardHead("Labels that it knows", note(conditions.length ? `told ${conditions.map(words).join(", ")}` : "told none")),
      h("div", {class: "chips"}, labels.map(one => h("span", {class: `pill ${conditions.includes(one.name) ? "good" : "soft"}`, key: one.name}, words(one.name)))));
  }

  notes() {
    const refused = this.refusals.notes, change = field => event => { this.draft[field] = event.target.value; };
    return card(null, cardHead("Notes and tags"), h("form", {class: "form", onsubmit: event => this.save(event)},
      h("div", {class: "wide"}, text("description", "Note", {value: this.draft.description, maxlength: 2000, oninput: change("description")}, {error: refused?.of?.("description")})),
      h("div", {class: "wide"}, area("tags", "Tags", {value: this.draft.tags, rows: 2, placeholder: "season: winter", oninput: change("tags")}, {hint: "One a line, as name: value.", error: refused?.of?.("tags")})),
      refused && message("bad", refused.message), h("div", {class: "actions"}, submit("Save", {class: "button plain"}))));
  }

  async save(event) {
    event.preventDefault();
    const tags = Object.fromEntries(this.draft.tags.split("\n").map(line => line.split(":")).filter(([key, value]) => key.trim() && value !== undefined).map(([key, ...value]) => [key.trim(), value.join(":").trim()]));
    const gone = Object.fromEntries(Object.keys(this.version.tags || {}).filter(key => !(key in tags)).map(key => [key, null]));
    try {
      await patch(this.path, {description: this.draft.description.trim() || null, tags: {...tags, ...gone}});
      this.refusals.notes = null;
      toast("Saved");
      await this.refresh();
    } catch (refusal) {
      this.refusals.notes = refusal;
      this.draw();
    }
  }

  aliases() {
    const refused = this.refusals.alias;
    return card(null, cardHead("Aliases"), note("Names by which generations ask for it in place of its number."),
      this.version.aliases.length > 0 && h("div", {class: "actions"}, this.version.aliases.map(alias => button(alias, () => this.unname(alias), {symbol: "close", key: alias, "aria-label": `Take away the alias ${alias}`}))),
      h("form", {class: "form inline", onsubmit: event => this.call(event)}, text("alias", "Another", {value: this.alias, placeholder: "winter", required: true, oninput: event => { this.alias = event.target.value; }}, {error: refused?.message}), submit("Name it", {class: "button plain"})));
  }

  async call(event) {
    event.preventDefault();
    await this.changeAlias(() => put(`${this.model}/aliases/${encodeURIComponent(this.alias.trim())}`, {version: this.version.version, reason: "named on the page", by: "the page"}));
  }

  unname(alias) {
    return this.changeAlias(() => remove(`${this.model}/aliases/${encodeURIComponent(alias)}?reason=${encodeURIComponent("taken away on the page")}&by=the%20page`));
  }

  async changeAlias(work) {
    try {
      await work();
      this.refusals.alias = null;
      this.alias = "";
      await this.refresh();
    } catch (refusal) {
      this.refusals.alias = refusal;
      this.draw();
    }
  }

  files() {
    const known = this.manifest?.artifacts || {};
    const files = FILES.filter(file => file in known || file === "manifest.json");
    return card(null, cardHead("Files"), h("ul", {class: "plain-list"}, files.map(file => h("li", {key: file}, link(`${this.path}/artifacts/${file}`, file, {download: ""}), known[file] && h("span", {class: "hint"}, ` ${bytes(known[file].bytes)}`)))));
  }

  async delete() {
    if (await deleting(this.path, `Delete version ${this.number} of ${this.name}?`, "Its files are deleted. The training that made it stays.")) this.place.go(`#/models/${encodeURIComponent(this.name)}`);
  }
}

const told = tags => Object.entries(tags || {}).map(([key, value]) => `${key}: ${value}`).join("\n");
