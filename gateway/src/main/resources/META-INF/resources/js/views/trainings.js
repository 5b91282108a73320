/** All trainings, and how another is asked for. */

import {h} from "../dom.js";
import {View, heading} from "../view.js";
import {get, open} from "../api.js";
import {button, empty, linkButton, note} from "../parts/basics.js";
import {select, text} from "../parts/fields.js";
import {trainingItem} from "../parts/items.js";
import {TrainForm} from "../parts/train-form.js";
import {Paged} from "../paged.js";

const STATES = [["", "all"], ["running", "running"], ["queued", "waiting"], ["succeeded", "done"], ["failed", "failed"], ["canceled", "cancelled"], ["expired", "expired"]];

export default class Trainings extends View {
  constructor(place) {
    super(place);
    this.status = "";
    this.named = "";
    this.chosen = [];
    this.list = new Paged("/v1/trainings", () => ({status: this.status}));
    this.form = new TrainForm({dataset: place.query.dataset, changed: () => this.draw(), done: begun => place.go(`#/training/${begun.id}`)});
  }

  get title() { return "Training"; }
  get kinds() { return ["training", "dataset", "model"]; }
  get busy() { return this.list.items.some(open); }

  async load() {
    const [datasets, models] = await Promise.all([get("/v1/datasets?limit=100"), get("/v1/models"), this.list.load()]);
    this.form.offer(datasets, models);
  }

  template() {
    const shown = this.list.items.filter(one => (!this.status || one.status === this.status) && one.modelName.includes(this.named.trim().toLowerCase()));
    return [
      heading("Training", "A training learns from a dataset and makes a new version of a model. What it costs is told before its first epoch.",
        this.chosen.length > 0 && (this.chosen.length === 2 ? linkButton(`#/training/compare?a=${this.chosen[0]}&b=${this.chosen[1]}`, "Compare the two", {kind: "primary"}) : note("Choose another to compare with"))),
      h("div", {class: "columns aside"},
        h("div", {class: "stack"},
          h("div", {class: "filter", role: "search", "aria-label": "Trainings"},
            text("training-filter", "Model contains", {value: this.named, oninput: event => this.set({named: event.target.value})}),
            select("training-status", "State", STATES, {value: this.status, onchange: event => {
              this.status = event.target.value;
              this.list.restart().then(() => this.draw(), refusal => this.set({refusal}));
            }})),
          this.found(shown), this.list.hasMore && h("div", {class: "actions"}, button("Show more", async () => {
            await this.list.more();
            this.draw();
          }))),
        this.form.template()),
    ];
  }

  found(shown) {
    if (shown.length) return h("ul", {class: "list"}, shown.map(one => trainingItem(one, {chosen: this.chosen.includes(one.id), choose: () => this.choose(one.id)})));
    if (this.list.items.length || this.status || this.named) return note("None of them is like that.");
    return empty("train", "No training yet", "Choose a dataset and a preset, and see it learn epoch by epoch.");
  }

  choose(id) {
    this.set({chosen: this.chosen.includes(id) ? this.chosen.filter(one => one !== id) : [...this.chosen.slice(-1), id]});
  }
}
