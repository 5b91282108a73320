/** All datasets, and how another is made. */

import {h} from "../dom.js";
import {View, heading} from "../view.js";
import {open} from "../api.js";
import {button, empty, note} from "../parts/basics.js";
import {importForm} from "../parts/import-form.js";
import {select, text} from "../parts/fields.js";
import {datasetItem} from "../parts/items.js";
import {toast} from "../parts/dialog.js";
import {Paged} from "../paged.js";
import * as importing from "../importing.js";

const STATES = [["", "all"], ["sealed", "ready"], ["importing", "importing"], ["queued", "waiting"], ["rejected", "refused"], ["canceled", "cancelled"], ["expired", "expired"]];

export default class Datasets extends View {
  constructor(place) {
    super(place);
    this.status = "";
    this.named = "";
    this.list = new Paged("/v1/datasets", () => ({status: this.status}));
    this.endings.push(importing.follow(() => this.draw()));
  }

  get title() { return "Datasets"; }
  get kinds() { return ["dataset"]; }
  get busy() { return this.list.items.some(open); }

  load() { return this.list.load(); }

  /** Where the form lies below the list, what was chosen is brought into view. */
  drawn() {
    if (!importing.tray.archive) this.brought = false;
    else if (this.ready && !this.brought) {
      this.brought = true;
      if (innerWidth <= 1080) this.root.querySelector(".import")?.scrollIntoView({block: "start"});
    }
  }

  template() {
    const shown = this.list.items.filter(one => (!this.status || one.status === this.status) && one.name.includes(this.named.trim().toLowerCase()));
    return [
      heading("Datasets", "Photos that models learn from: uploaded as an archive, cut, scaled and split into those to train, to validate and to test with."),
      h("div", {class: "columns aside"},
        h("div", {class: "stack"}, this.filter(), this.found(shown), this.list.hasMore && h("div", {class: "actions"}, button("Show more", () => this.more()))),
        importForm({datasets: this.list.items.filter(one => one.status === "sealed"), done: dataset => {
          toast(`The import of ${dataset.name} has begun`);
          this.refresh();
        }})),
    ];
  }

  filter() {
    return h("div", {class: "filter", role: "search", "aria-label": "Datasets"},
      text("dataset-filter", "Name contains", {value: this.named, oninput: event => this.set({named: event.target.value})}),
      select("dataset-status", "State", STATES, {value: this.status, onchange: event => {
        this.status = event.target.value;
        this.list.restart().then(() => this.draw(), refusal => this.set({refusal}));
      }}));
  }

  found(shown) {
    if (shown.length) return h("ul", {class: "list"}, shown.map(datasetItem));
    if (this.list.items.length || this.status || this.named) return note("None of them is like that.");
    return empty("data", "No dataset yet", "Drop an archive of photos into the box: 200 faces are enough to try it, thousands make a good model.");
  }

  async more() {
    await this.list.more();
    this.draw();
  }
}
