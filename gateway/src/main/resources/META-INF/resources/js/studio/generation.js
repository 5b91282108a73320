/** One generation with all of its faces. */

import {h} from "../dom.js";
import {View, heading} from "../view.js";
import {find, get, open, post} from "../api.js";
import {button, card, cardHead, definition, link, message, note, pill} from "../parts/basics.js";
import {attempt} from "../parts/dialog.js";
import {duration, moment, words} from "../format.js";
import {deleting, download, face, nameOf, pictureOf, save, saveText, titleOf} from "./gallery.js";
import {lightbox} from "./lightbox.js";
import {Player} from "./player.js";
import {change} from "./session.js";
import {originAt} from "./source.js";

const SHOWN = 120;

export default class Generation extends View {
  constructor(place) {
    super(place);
    this.id = place.path[1];
    this.shown = SHOWN;
    this.endings.push(() => this.player?.leave());
  }

  get title() { return this.job ? `${titleOf(this.job)} · Studio` : "Studio"; }
  get kinds() { return ["generation"]; }
  get busy() { return !this.job || open(this.job); }
  concerns(ids) { return ids.size === 0 || ids.has(this.id); }

  async load() {
    this.job = await get(`/v1/generations/${encodeURIComponent(this.id)}`);
    if (this.job.status !== "succeeded" || this.origin) return;
    [this.origin, this.copy] = await Promise.all([originAt(pictureOf(this.job, 0)).catch(() => null), find(`/v1/models/${encodeURIComponent(this.job.model)}/shadow`).then(shadow => shadow && find(`${this.job.links.self}/shadow`)).catch(() => null)]);
    if (this.job.links.animation) this.player = new Player(this.job, () => this.draw());
    if (this.place.query.face) lightbox(this.job, Number(this.place.query.face), this.place);
  }

  template() {
    const {job} = this, done = job.status === "succeeded";
    return [
      h("nav", {class: "crumbs", "aria-label": "Where this is"}, link("#/studio", "Studio")),
      heading(titleOf(job), null,
        job.operation === "sample" && done && button("Use its settings", () => this.reuse(), {kind: "primary"}),
        done && button("Download all", attempt(() => download(job)), {symbol: "download"}),
        job.links.animation && button("Save the animation", () => save(job.links.animation, `${nameOf(job)}.png`), {symbol: "download"}),
        job.links.cancel && button("Cancel", attempt(() => post(job.links.cancel).then(() => this.refresh()))),
        button("Delete", () => deleting(job, () => this.place.go("#/studio")), {kind: "danger", symbol: "trash"})),
      job.failure && message("bad", job.failure.message),
      !done && open(job) && card(null, cardHead("Drawing …", pill(job.status)), note("The faces appear as soon as they are there.")),
      this.player && card(null, this.player.template()),
      done && this.faces(),
      this.copy && card(null, cardHead(`What version ${this.copy.version} drew beside it`), h("ul", {class: "faces"}, Array.from({length: Math.min(SHOWN, this.copy.count)}, (_, k) => h("li", {key: k}, h("img", {src: this.copy.links.images.replace("{k}", k), alt: `Face ${k + 1}`, loading: "lazy", width: 128, height: 128}))))),
      this.facts(),
    ];
  }

  faces() {
    const {job} = this, shown = Math.min(this.shown, job.count);
    return card(null, h("ul", {class: "faces large"}, Array.from({length: shown}, (_, k) => h("li", {key: k}, face(job, k, this.place)))),
      shown < job.count && h("div", {class: "actions"}, button(`Show more of ${job.count}`, () => this.set({shown: this.shown + SHOWN}))));
  }

  facts() {
    const {job, origin} = this, asked = {...origin?.parameters, ...job.request};
    const list = values => Object.entries(values || {}).map(([name, value]) => `${words(name)} ${value}`).join(", ");
    return card(null, cardHead("How it was made", origin && button("Save as JSON", () => saveText(JSON.stringify({...origin, index: undefined, count: job.count}, null, 2), `${nameOf(job)}.json`), {kind: "quiet", symbol: "download"})), definition([
      ["Model", job.version ? link(`#/models/${encodeURIComponent(job.model)}/${job.version}`, `${job.model}, version ${job.version}`) : job.model], ["Seed", String(job.seed)], ["Temperature", asked.temperature],
      ["Labels", list(asked.labels)], ["Changed", list(asked.attributes)], ["Difference", asked.strength], ["Steps", asked.steps], ["Took", job.seconds && duration(job.seconds)], ["Drawn", moment(job.createdAt)],
      ["Kept until", job.expiresAt && moment(job.expiresAt)], ["Drawn on", job.executionProvider]]));
  }

  reuse() {
    const {job, origin} = this, asked = {...origin?.parameters, ...job.request};
    change({model: job.model, version: String(job.version), count: job.count, seed: String(job.seed), seedRule: origin?.seedRule || "", temperature: asked.temperature ?? 1, labels: asked.labels || {}, like: null});
    this.place.go("#/studio");
  }
}
