/** Where somebody begins: photos, training, faces; and what goes on. */

import {h} from "../dom.js";
import {View, heading} from "../view.js";
import {get, open, post} from "../api.js";
import {bar, button, card, cardHead, facts, link, linkButton, note} from "../parts/basics.js";
import {dropPhotos} from "../parts/import-form.js";
import {attempt} from "../parts/dialog.js";
import {ago, count, counted, duration, percent} from "../format.js";
import {importShare, secondsLeft, trainingShare} from "../parts/items.js";
import * as importing from "../importing.js";
import * as uploads from "../uploads.js";

const FACES = 12;

export default class Start extends View {
  constructor(place) {
    super(place);
    const before = importing.tray.archive;
    this.endings.push(importing.follow(() => {
      // What is chosen here is told about there.
      if (importing.tray.archive && importing.tray.archive !== before) place.go("#/datasets");
      else this.draw();
    }));
  }

  get title() { return "Start"; }
  get kinds() { return ["dataset", "training", "model", "generation"]; }
  get busy() { return [this.dataset, this.training].some(one => one && open(one)); }

  async load() {
    const [datasets, trainings, models, generations] = await Promise.all(["/v1/datasets?limit=5", "/v1/trainings?limit=2", "/v1/models", "/v1/generations?limit=4"].map(path => get(path)));
    this.dataset = datasets.find(open) || datasets.find(one => one.status === "sealed") || null;
    this.training = trainings.find(open) || trainings[0] || null;
    this.models = models;
    this.faces = generations.find(one => one.status === "succeeded" && one.operation === "sample") || null;
  }

  template() {
    const trained = this.models.some(one => one.champion), step = trained ? 3 : this.dataset ? 2 : 1;
    const state = own => own < step ? "done" : own === step ? "current" : "";
    return [
      heading(trained ? "Welcome back" : "Photos in, a face generator out", trained ? "Where things stand, and the next step." : "Three steps: upload photos of faces, train a model on them, and generate faces that nobody has."),
      h("ol", {class: "steps"},
        h("li", {class: this.dataset ? "done" : state(1)}, card(null, cardHead("Upload photos"), note("An archive of faces becomes a dataset: cut, scaled and split."), this.photos())),
        h("li", {class: state(2)}, card(null, cardHead("Train"), note("A network learns what faces have in common. You see it learn."), this.learning())),
        h("li", {class: state(3)}, card(null, cardHead("Generate"), note("Draw faces, edit them, walk from one to another."), this.drawing(trained)))),
      this.faces && this.recent(),
    ];
  }

  photos() {
    const sending = uploads.overall();
    if (sending !== null) return h("div", {class: "step-body"}, bar(sending, "Upload"), facts([`uploading, ${percent(sending)}`]), linkButton("#/datasets", "See the upload"));
    if (!this.dataset) return h("div", {class: "step-body"}, dropPhotos());
    const one = this.dataset;
    return h("div", {class: "step-body"}, open(one) && bar(importShare(one), `Import of ${one.name}`),
      facts([link(`#/datasets/${one.id}`, one.name), open(one) ? `${one.progress ? count(one.progress.read) : "0"} read` : `${counted(one.counts.train + one.counts.validation + one.counts.test, "image")} ready`]),
      h("div", {class: "actions"}, linkButton("#/datasets", "Add photos", {symbol: "upload"})));
  }

  learning() {
    const one = this.training;
    if (one && open(one)) {
      return h("div", {class: "step-body"}, bar(trainingShare(one), `Training of ${one.modelName}`),
        facts([link(`#/training/${one.id}`, one.modelName), one.latest ? `epoch ${one.latest.epoch} of ${one.epochs}` : one.status === "queued" ? "waits" : "begins", secondsLeft(one) !== undefined && `${duration(secondsLeft(one))} left`]));
    }
    if (!this.dataset) return h("div", {class: "step-body"}, note("Once there are photos."));
    return h("div", {class: "step-body"}, one?.failure && h("p", {class: "error"}, one.failure.message),
      one && facts([link(`#/training/${one.id}`, one.modelName), one.version && `version ${one.version}`, ago(one.createdAt)]),
      h("div", {class: "actions"}, button(one ? "Train again" : "Train now", attempt(async () => {
        const begun = await post("/v1/trainings", {datasetId: this.dataset.id, preset: "seed"});
        this.place.go(`#/training/${begun.id}`);
      }), {kind: one ? "plain" : "primary"}), linkButton(`#/training?dataset=${this.dataset.id}`, "Choose how", {kind: "quiet"})));
  }

  drawing(trained) {
    if (!trained) return h("div", {class: "step-body"}, note(this.training && !open(this.training) && this.training.version ? "The new version is being examined." : "Once a model is trained."));
    const names = this.models.filter(one => one.champion).map(one => link(`#/models/${encodeURIComponent(one.name)}`, `${one.name} v${one.champion.version}`));
    return h("div", {class: "step-body"}, facts(names.slice(0, 3)), h("div", {class: "actions"}, linkButton("#/studio", "Open the studio", {kind: "primary"})));
  }

  recent() {
    const one = this.faces;
    return card(null, cardHead("Newest faces", link("#/studio", "All of them")),
      h("ul", {class: "faces"}, Array.from({length: Math.min(FACES, one.count)}, (_, k) => h("li", {key: one.id + k}, link(`#/studio/${one.id}?face=${k}`, h("img", {src: one.links.images.replace("{k}", k), alt: `Face ${k + 1}`, loading: "lazy", width: 120, height: 120}), {class: "face"})))));
  }
}
