/** One face, changed by sliders that answer while they are drawn. */

import {h} from "../dom.js";
import {View} from "../view.js";
import {generate} from "../api.js";
import {button, card, empty, facts, linkButton, message, note} from "../parts/basics.js";
import {knobs, toggle} from "../parts/fields.js";
import {attempt} from "../parts/dialog.js";
import {duration} from "../format.js";
import {Drawer, head, noModel} from "./head.js";
import {compare} from "./compare.js";
import {nameOf, pictureOf, save} from "./gallery.js";
import {change, pick, session} from "./session.js";
import {isThere, queryOf, sourceIn, sourceOf} from "./source.js";
import {asAttributes} from "./vocabulary.js";

const FIRST = ["Smiling", "Eyeglasses", "Male", "Young"], FEWEST = 3, FILM_STEPS = 12, PATIENCE = 5;

export default class Edit extends View {
  constructor(place) {
    super(place);
    this.source = sourceIn(place.query);
    this.drawer = new Drawer(() => this.draw());
    this.attributes = null;
    this.job = this.before = null;
    this.comparing = false;
  }

  get title() { return "Edit · Studio"; }

  async load() {
    if (this.source?.model) change({model: this.source.model, version: String(this.source.version || "")});
    await this.drawer.load();
    if (!this.attributes) this.attributes = this.first();
    if (this.source && !await isThere(this.source)) this.source = null;
    if (this.source && this.drawer.ready) this.ask();
  }

  /** Those that were linked to, or some that most know. */
  first() {
    if (this.place.query.attributes) return JSON.parse(this.place.query.attributes);
    const names = this.drawer.labels.map(one => one.name);
    return Object.fromEntries([...FIRST.filter(name => names.includes(name)), ...names.filter(name => !FIRST.includes(name))].slice(0, FEWEST).map(name => [name, 0]));
  }

  template() {
    if (!this.drawer.ready) return [head("edit"), noModel()];
    if (!this.source) return [head("edit"), this.choosing()];
    return [head("edit"), h("div", {class: "studio"},
      card(null, h("h2", null, "Change it"), knobs({name: "attribute", label: "Change something else …", options: asAttributes(this.drawer.labels), values: this.attributes, none: "This model knows no attributes.", change: attributes => this.turn(attributes)}),
        h("div", {class: "actions"}, button("As it was", () => this.turn(Object.fromEntries(Object.keys(this.attributes).map(name => [name, 0]))), {kind: "quiet"}), button("Another face", () => this.random(), {kind: "quiet"})),
        toggle("comparing", "Compare with before", this.comparing, comparing => this.set({comparing}))),
      card(null, this.stage()))];
  }

  choosing() {
    return empty("face", "Which face?", "Open one in the gallery and press “Edit it”, or take any.", button("Take any face", () => this.random(), {kind: "primary"}), linkButton("#/studio", "To the gallery"), linkButton("#/studio/photo", "Your photo"));
  }

  stage() {
    const {job} = this;
    return h("div", {class: "stage"}, this.refusal && message("bad", this.refusal.message),
      this.comparing && job && this.before ? compare(pictureOf(this.before, 0), pictureOf(job, 0)) : h("div", {class: `stage-picture smooth${job ? "" : " face waiting"}`}, job && h("img", {src: pictureOf(job, 0), alt: "The edited face"})),
      h("div", {role: "status"}, job ? facts([`${job.model} v${job.version}`, this.took && `answered in ${duration(this.took / 1000)}`]) : note("Drawing …")),
      job && h("div", {class: "actions"}, button("Download", () => save(pictureOf(job, 0), `${nameOf(job)}.png`), {symbol: "download"}),
        button("Film of the way there", attempt(() => this.film()), {symbol: "play"}),
        button("Add to the walk", attempt(async () => pick(await sourceOf(pictureOf(job, 0), {operation: "edit", model: job.model, version: job.version})), "It waits in the walk"))));
  }

  turn(attributes) {
    this.set({attributes});
    this.ask();
  }

  /** One request at a time: what is turned meanwhile is asked for once the one before has answered. */
  async ask() {
    if (this.asking) {
      this.turned = true;
      return;
    }
    this.asking = true;
    do {
      this.turned = false;
      await this.#draw(this.request(1));
    } while (this.turned && !this.gone);
    this.asking = false;
  }

  request(steps) {
    const moved = Object.fromEntries(Object.entries(this.attributes).filter(([, value]) => value !== 0));
    const attributes = Object.keys(moved).length ? moved : {[Object.keys(this.attributes)[0] || this.drawer.labels[0]?.name]: 0};
    return {...this.drawer.request(), operation: "edit", face: this.source.face, attributes, steps};
  }

  async #draw(request) {
    const begin = performance.now(), last = this.job;
    try {
      const job = await generate(request, {patience: PATIENCE});
      await loaded(pictureOf(job, 0));
      const still = Object.values(request.attributes).every(value => value === 0);
      if (still && !this.before) this.before = job;
      this.set({job, took: performance.now() - begin, refusal: null});
      // Only the last of a hundred that a slider asks for is worth keeping.
      if (last && last !== this.before) fetch(last.links.self, {method: "DELETE"}).catch(() => {});
    } catch (refusal) {
      this.set({refusal});
    }
  }

  async film() {
    const job = await generate(this.request(FILM_STEPS));
    this.place.go(`#/studio/${job.id}`);
  }

  async random() {
    const seed = Math.floor(Math.random() * 2 ** 32);
    this.place.go(`#/studio/edit?${queryOf({face: {seed}, model: session.model, version: this.drawer.version})}`);
  }
}

/** Resolves once a picture is there, so that one face gives way to the next without a gap. */
function loaded(src) {
  return new Promise(resolve => {
    const image = new Image();
    image.onload = image.onerror = resolve;
    image.src = src;
  });
}
