/** Faces as they are asked for, and all that were drawn before. */

import {h} from "../dom.js";
import {View} from "../view.js";
import {Refusal, generate, open} from "../api.js";
import {button, card, cardHead, message, note, submit, symbolButton} from "../parts/basics.js";
import {field, knobs, numeric, select, slider} from "../parts/fields.js";
import {attempt} from "../parts/dialog.js";
import {Paged} from "../paged.js";
import {keep, recall} from "../store.js";
import {Drawer, head, noModel} from "./head.js";
import {generation, waiting} from "./gallery.js";
import {restoreZone} from "./restoring.js";
import {change, session} from "./session.js";
import {asKnobs} from "./vocabulary.js";

const OPERATIONS = [["", "all"], ["sample", "faces"], ["vary", "like one"], ["edit", "edits"], ["interpolate", "walks"], ["reconstruct", "redrawn photos"]];
const BLANK = {operation: "", model: "", seed: "", label: "", after: "", before: ""};
const REMEMBERED = 200;

export default class Faces extends View {
  constructor(place) {
    super(place);
    if (place.query.model) change({model: place.query.model, version: place.query.version || "", like: null});
    this.drawer = new Drawer(() => this.draw());
    this.filter = {...BLANK};
    this.searching = false;
    this.asked = null;
    this.list = new Paged("/v1/generations", () => this.query(), 12);
  }

  get title() { return "Studio"; }
  get kinds() { return ["generation", "model"]; }
  get busy() { return Boolean(this.asked) || this.list.items.some(open); }

  async load() {
    await Promise.all([this.drawer.load(), this.list.load()]);
  }

  template() {
    if (!this.drawer.ready && !this.list.items.length) return [head(""), noModel()];
    return [head(""), h("div", {class: "studio"}, this.drawer.ready && this.compose(), h("section", {class: "stack", "aria-label": "Gallery"}, this.search(), this.gallery()))];
  }

  compose() {
    const refused = name => this.refusal?.of?.(name), set = (name, read = value => value) => event => change({[name]: read(event.target.value)});
    return card({class: "compose"}, h("form", {class: "stack", onsubmit: event => this.ask(event), "aria-label": "Draw faces"},
      this.drawer.template(),
      session.like && this.like(),
      h("div", {class: "form"},
        numeric("count", "How many", {value: session.count, min: 1, max: 1000, required: true, oninput: set("count", Number)}, {error: refused("count")}),
        numeric("seed", "Seed", {value: session.seed, min: 0, max: 9007199254740991, placeholder: "random", oninput: event => change({seed: event.target.value, seedRule: ""})}, {error: refused("seed")})),
      session.like
        ? slider({name: "strength", label: "Difference", least: 0, most: 1, step: 0.05, value: session.strength, told: value => value.toFixed(2), onslide: strength => this.change({strength})})
        : [slider({name: "temperature", label: "Temperature", least: 0, most: 2, step: 0.05, value: session.temperature, told: value => value.toFixed(2), onslide: temperature => this.change({temperature})}),
          knobs({name: "label", label: "Ask for a label …", options: asKnobs(this.drawer.labels), values: session.labels, none: "This model knows no labels.", change: labels => this.change({labels})})],
      this.refusal && !["count", "seed"].some(refused) && message("bad", this.refusal.message),
      submit(this.asked ? "Drawing …" : "Draw", {disabled: Boolean(this.asked)})),
    restoreZone(this.place));
  }

  change(values) {
    change(values);
    this.draw();
  }

  like() {
    return h("div", {class: "message"}, session.like.src && h("img", {class: "pixelated", src: session.like.src, alt: "", width: 56, height: 56}), h("div", null, "More faces like this one."),
      symbolButton("close", "Any faces", () => this.change({like: null})));
  }

  async ask(event) {
    event.preventDefault();
    if (this.asked) return;
    const common = {...this.drawer.request(), count: session.count, ...(session.seed !== "" ? {seed: Number(session.seed), ...(session.seedRule === "sum" ? {seedRule: "sum"} : {})} : {})};
    const request = session.like ? {...common, operation: "vary", face: session.like.face, strength: session.strength}
      : {...common, operation: "sample", temperature: session.temperature, ...(Object.keys(session.labels).length ? {labels: session.labels} : {})};
    this.set({asked: request, refusal: null});
    try {
      const job = await generate(request, {waiting: begun => { this.begun = begun; }});
      remember(job.id, request);
      this.list.items = [job, ...this.list.items.filter(one => one.id !== job.id)];
      this.set({asked: null});
    } catch (refusal) {
      this.set({asked: null, refusal: refusal instanceof Refusal ? refusal : new Refusal(0, {detail: refusal.message})});
    }
  }

  /** Of the list, as the service takes them; it leaves out what it does not know, and `fits` leaves it out here. */
  query() {
    const {operation, model, seed, after, before} = this.filter, typed = this.filter.label.trim().replace(/ /g, "_");
    const label = this.drawer.labels.find(one => one.name.toLowerCase() === typed.toLowerCase())?.name || typed;
    return {operation, model, seed, label, createdAfter: after && new Date(after).toISOString(), createdBefore: before && new Date(Date.parse(before) + 86_400_000).toISOString()};
  }

  fits(job) {
    const {operation, model, seed, label, after, before} = this.filter, asked = job.request || recall("requests", {})[job.id];
    return (!operation || job.operation === operation) && (!model || job.model === model) && (seed === "" || String(job.seed) === seed.trim())
      && (!after || job.createdAt >= after) && (!before || job.createdAt < new Date(Date.parse(before) + 86_400_000).toISOString())
      && (!label || !asked || [asked.labels, asked.attributes].some(values => Object.keys(values || {}).some(name => name.toLowerCase().includes(label.trim().toLowerCase().replace(/ /g, "_")))));
  }

  search() {
    const set = name => event => this.seek({...this.filter, [name]: event.target.value});
    if (!this.searching) return h("div", {class: "generation-head"}, h("h2", null, "Gallery"), button("Search", () => this.set({searching: true}), {kind: "quiet", symbol: "search", "aria-expanded": "false"}));
    return h("form", {class: "filter", role: "search", "aria-label": "Gallery", onsubmit: event => event.preventDefault()},
      select("find-operation", "What", OPERATIONS, {value: this.filter.operation, onchange: set("operation")}),
      select("find-model", "Model", [["", "all"], ...this.drawer.models.map(one => [one.name, one.name])], {value: this.filter.model, onchange: set("model")}),
      numeric("find-seed", "Seed", {value: this.filter.seed, min: 0, onchange: set("seed")}),
      field("find-label", "Label", own => h("input", {type: "text", ...own, value: this.filter.label, list: "label-names", onchange: set("label")})),
      h("datalist", {id: "label-names"}, this.drawer.labels.map(one => h("option", {value: one.name, key: one.name}))),
      field("find-after", "From", own => h("input", {type: "date", ...own, value: this.filter.after, onchange: set("after")})),
      field("find-before", "To", own => h("input", {type: "date", ...own, value: this.filter.before, onchange: set("before")})),
      button("All again", () => {
        this.searching = false;
        this.seek({...BLANK});
      }, {kind: "quiet"}));
  }

  async seek(filter) {
    this.set({filter});
    await attempt(() => this.list.restart())();
    this.draw();
  }

  gallery() {
    const shown = this.list.items.filter(job => this.fits(job) && job.status !== "canceled");
    return [
      h("p", {class: "unseen", role: "status"}, this.asked ? "Drawing faces" : ""),
      this.asked && waiting(this.asked.count),
      shown.map(job => generation(job, this.place, {deleted: gone => {
        this.list.items = this.list.items.filter(one => one.id !== gone.id);
        this.draw();
      }})),
      shown.length === 0 && !this.asked && note(this.searching ? "None of them is like that." : "What you draw stays here, also tomorrow."),
      this.list.hasMore && h("div", {class: "actions"}, button("Show more", attempt(async () => {
        await this.list.more();
        this.draw();
      }))),
    ];
  }
}

/** What was asked for, for services that do not say it of a generation. */
function remember(id, request) {
  const known = Object.entries(recall("requests", {})).slice(1 - REMEMBERED);
  keep("requests", Object.fromEntries([...known, [id, request]]));
}
