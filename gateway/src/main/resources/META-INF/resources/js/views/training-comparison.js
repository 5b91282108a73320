/** Two trainings side by side. */

import {h} from "../dom.js";
import {View, heading} from "../view.js";
import {get, open} from "../api.js";
import {card, cardHead, empty, facts, link, linkButton, row, table} from "../parts/basics.js";
import {duration, moment} from "../format.js";
import {compared} from "../parts/metrics.js";
import {losses, stageOf, term} from "../parts/curves.js";

export default class TrainingComparison extends View {
  get title() { return "Two trainings"; }
  get kinds() { return ["training"]; }
  get busy() { return this.both?.some(open); }

  async load() {
    const {a, b} = this.place.query;
    this.both = a && b ? await Promise.all([a, b].map(id => get(`/v1/trainings/${encodeURIComponent(id)}`))) : [];
  }

  template() {
    if (!this.both.length) return empty("train", "Which two?", "Choose two of the list to compare.", linkButton("#/training", "To the list"));
    const told = this.both.map((one, place) => ({name: this.name(one, place), history: one.history || [], stage: stageOf(one)})).filter(one => one.history.length);
    return [
      h("nav", {class: "crumbs", "aria-label": "Where this is"}, link("#/training", "Training")),
      heading("Two trainings", this.both.map((one, place) => this.name(one, place)).join(" beside ")),
      told.length > 0 && h("div", {class: "columns"}, card(null, cardHead("Loss"), losses(told)), card(null, cardHead("Structure kept"), term("ssim", told))),
      h("div", {class: "columns"}, this.both.map((one, place) => card({key: one.id}, cardHead(this.name(one, place), link(`#/training/${one.id}`, "Open")),
        facts([`preset ${one.preset}`, `${one.epochs} epochs`, `seed ${one.seed}`, one.seconds && duration(one.seconds), moment(one.createdAt)]),
        one.links.film && h("img", {class: "film", src: `${one.links.film}#${one.latest.epoch}`, loading: "lazy", alt: `Faces epoch by epoch of ${this.name(one, place)}`})))),
      card(null, cardHead("What was measured"), compared("What was measured", this.both.map((one, place) => this.name(one, place)), ...this.both.map(one => one.metrics || {}))),
      this.differences(),
    ];
  }

  name(one, place) {
    return one.version ? `${one.modelName}, version ${one.version}` : `${one.modelName} (${place ? "second" : "first"})`;
  }

  differences() {
    const [first, second] = this.both.map(one => flat(one.configuration)), told = value => value === undefined ? "–" : String(value);
    const names = [...new Set([...Object.keys(first), ...Object.keys(second)])].filter(name => first[name] !== second[name]).sort();
    return names.length > 0 && card(null, cardHead("Configuration, where it differs"), table("Configuration, where it differs", ["Field", ...this.both.map((one, place) => this.name(one, place))],
      names.map(name => row([name, told(first[name]), told(second[name])], {key: name}))));
  }
}

/** Fields of fields as one, `loss.mse`. */
function flat(configuration, before = "") {
  return Object.fromEntries(Object.entries(configuration || {}).flatMap(([name, value]) =>
    value && typeof value === "object" && !Array.isArray(value) ? Object.entries(flat(value, `${before}${name}.`)) : [[before + name, Array.isArray(value) ? value.join(", ") : value]]));
}
