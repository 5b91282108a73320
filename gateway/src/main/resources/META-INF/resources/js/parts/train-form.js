/** How a training is asked for. */

import {h} from "../dom.js";
import {card, cardHead, message, note, submit} from "./basics.js";
import {area, numeric, select, text} from "./fields.js";
import {find, post} from "../api.js";
import {duration, money, words} from "../format.js";

const PRESETS = [
  ["seed", "Seed", "A plain autoencoder, 50 epochs. The quickest way to see whether it works."],
  ["small", "Small", "Half the network: fewer details, quickest to draw. Stops by itself once it learns nothing more."],
  ["quality", "Quality", "Learns, then sharpens in a second stage: the best faces, at about eight times the cost."],
];
const LABELS_SHOWN = 24, QUIET_MILLIS = 400;
const BASES = {"same-network": "as trainings of the same network took here", "other-networks": "by what other networks took here", "no-training-yet": "by what such a server does, as nothing was trained here yet"};

/** What somebody has filled in; lives as long as the view. */
export class TrainForm {
  /** @param changed told when it is to be drawn anew; @param done told of a training that was accepted */
  constructor({dataset, changed, done}) {
    Object.assign(this, {changed, done, datasetId: dataset || "", modelName: "", preset: "seed", epochs: "", base: "", conditions: new Set(), json: "", seed: "", busy: false, refusal: null, labels: [], estimate: null});
  }

  set(values) {
    Object.assign(this, values);
    this.changed();
    this.#estimate();
  }

  /** Nothing is drawn anew while somebody types. */
  #typed(values) {
    Object.assign(this, values);
    this.#estimate();
  }

  /** Asks what it would take, once nothing was changed for a while. */
  #estimate() {
    if (this.datasets?.find(one => one.id === this.datasetId)?.status !== "sealed") {
      this.estimate = this.estimated = null;
      return;
    }
    let request;
    try {
      request = this.#request();
    } catch {
      return;
    }
    const mine = JSON.stringify(request);
    if (this.estimated === mine) return;
    this.estimated = mine;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(async () => {
      const estimate = await post("/v1/trainings/estimate", request).catch(() => null);
      if (this.estimated !== mine) return;
      this.estimate = estimate;
      this.changed();
    }, QUIET_MILLIS);
  }

  #expectation() {
    const {estimate} = this;
    const text = estimate && `About ${duration(estimate.seconds)} and ${money(estimate)}, ${BASES[estimate.basis]}.${estimate.left === undefined ? "" : ` ${money({...estimate, cost: estimate.left})} are left of this month's budget.`}`;
    // There from the beginning, so that the button behind it stays the one that has the focus.
    return h("div", {class: "wide", "aria-live": "polite"}, estimate && (estimate.left < estimate.cost ? message("bad", text) : note(text)));
  }

  /** Knows which datasets and versions there are to choose from. */
  offer(datasets, models) {
    this.datasets = datasets.filter(one => ["queued", "importing", "sealed"].includes(one.status));
    this.versions = models.filter(one => one.champion).map(one => one.champion);
    if (!this.datasets.some(one => one.id === this.datasetId)) this.datasetId = this.datasets[0]?.id || "";
    if (this.asked !== this.datasetId) this.#ask();
    this.#estimate();
  }

  /** Asks which labels the dataset has. */
  async #ask() {
    const mine = this.asked = this.datasetId, one = this.datasets.find(other => other.id === mine);
    this.labels = [];
    this.conditions = new Set();
    if (one?.status !== "sealed") {
      this.asked = null;
      return;
    }
    const report = await find(one.links.report).catch(() => null);
    if (mine !== this.asked) return;
    this.set({labels: Object.entries(report?.labels || {}).filter(([, positive]) => positive > 0).sort((a, b) => b[1] - a[1]).map(([name]) => name)});
  }

  template() {
    if (!this.datasets.length) return card(null, cardHead("Train a model"), note("First a dataset is needed: ", h("a", {href: "#/datasets"}, "upload photos"), "."));
    const refused = field => this.refusal?.of?.(field), told = ["datasetId", "modelName", "epochs", "seed", "configuration", "fineTuning"].some(refused);
    return card({class: "train"}, cardHead("Train a model"), h("form", {class: "form", onsubmit: event => this.#send(event), "aria-label": "Train a model"},
      select("dataset", "Dataset", this.datasets.map(one => [one.id, one.status === "sealed" ? one.name : `${one.name} (still importing)`]), {value: this.datasetId, onchange: event => {
        this.set({datasetId: event.target.value});
        this.#ask();
      }}, {error: refused("datasetId")}),
      text("model-name", "Model", {value: this.modelName, placeholder: this.datasets.find(one => one.id === this.datasetId)?.name, oninput: event => { this.modelName = event.target.value; }},
        {hint: "Gets a new version.", error: refused("modelName")}),
      h("fieldset", {class: "field wide"}, h("legend", null, "Preset"), h("div", {class: "presets"}, PRESETS.map(([value, name, meaning]) =>
        h("label", {class: "preset", key: value}, h("input", {type: "radio", name: "preset", value, checked: this.preset === value, onchange: () => this.set({preset: value})}), h("b", null, name), h("span", null, meaning))))),
      numeric("epochs", "Epochs", {value: this.epochs, min: 1, max: 10000, placeholder: "as the preset has them", oninput: event => this.#typed({epochs: event.target.value})}, {hint: "Passes over the photos.", error: refused("epochs")}),
      select("base", "Begin with", [["", "random weights"], ...this.versions.map(one => [`${one.name}/${one.version}`, `${one.name}, version ${one.version}`])], {value: this.base,
        onchange: event => this.set({base: event.target.value})}, {hint: this.base ? "Goes on from it, in its shape." : "Or go on from a version.", error: refused("fineTuning")}),
      this.labels.length > 0 && this.#chooser(refused("configuration")),
      h("details", {class: "wide"}, h("summary", null, "More"), h("div", {class: "form"},
        numeric("training-seed", "Seed", {value: this.seed, min: 0, placeholder: "random", oninput: event => { this.seed = event.target.value; }}, {hint: "The same seed trains the same.", error: refused("seed")}),
        h("div", {class: "wide"}, area("configuration", "Configuration (JSON)", {value: this.json, rows: 5, placeholder: "{\"latents\": 64, \"loss\": {\"ssim\": 0.5}}", oninput: event => this.#typed({json: event.target.value})},
          {hint: "Any fields, laid over the preset.", error: refused("configuration")})))),
      this.#expectation(),
      this.refusal && !told && message("bad", this.refusal.message),
      h("div", {class: "actions"}, submit(this.busy ? "Asking …" : "Train", {disabled: this.busy}))));
  }

  #chooser(error) {
    const chosen = [...this.conditions], shown = this.everything ? this.labels : this.labels.slice(0, LABELS_SHOWN);
    return h("fieldset", {class: "field wide"}, h("legend", null, `Labels that the network is told${chosen.length ? ` (${chosen.length})` : ""}`),
      h("div", {class: "chips"}, shown.map(name => h("label", {class: "chip", key: name}, h("input", {type: "checkbox", checked: this.conditions.has(name), onchange: event => {
        this.conditions[event.target.checked ? "add" : "delete"](name);
        this.set({});
      }}), h("span", null, words(name))))),
      this.labels.length > shown.length && h("button", {type: "button", class: "button quiet", onclick: () => this.set({everything: true})}, `All ${this.labels.length}`),
      h("p", {class: "hint"}, "Faces can be asked for any label; those that it is told are obeyed best."),
      error && h("p", {class: "error", role: "alert"}, error));
  }

  #request() {
    const request = {datasetId: this.datasetId}, configuration = this.json.trim() ? JSON.parse(this.json) : {};
    const [modelName, version] = this.base.split("/");
    if (this.conditions.size) configuration.conditions = [...this.conditions];
    if (Object.keys(configuration).length) request.configuration = configuration;
    if (this.modelName) request.modelName = this.modelName;
    if (this.epochs) request.epochs = Number(this.epochs);
    if (this.seed !== "") request.seed = Number(this.seed);
    if (this.base) request.fineTuning = {modelName, version: Number(version)};
    else request.preset = this.preset;
    return request;
  }

  async #send(event) {
    event.preventDefault();
    if (this.busy) return;
    this.set({busy: true, refusal: null});
    try {
      const begun = await post("/v1/trainings", this.#request());
      this.set({busy: false});
      this.done(begun);
    } catch (refusal) {
      this.set({busy: false, refusal: refusal instanceof SyntaxError ? {message: refusal.message, of: field => field === "configuration" ? `No JSON: ${refusal.message}` : undefined} : refusal});
    }
  }
}
