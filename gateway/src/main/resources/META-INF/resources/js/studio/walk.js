/** From face to face. */

import {h} from "../dom.js";
import {View} from "../view.js";
import {generate} from "../api.js";
import {button, card, cardHead, linkButton, message, note, submit, symbolButton} from "../parts/basics.js";
import {slider, toggle} from "../parts/fields.js";
import {Drawer, head, noModel} from "./head.js";
import {Player} from "./player.js";
import {nameOf, pictureOf, save} from "./gallery.js";
import {change, pick, session} from "./session.js";
import {originAt, sourceOf} from "./source.js";

const OFFERED = 8;

export default class Walk extends View {
  constructor(place) {
    super(place);
    this.drawer = new Drawer(() => this.draw());
    this.player = null;
    this.endings.push(() => this.player?.leave());
  }

  get title() { return "Walk · Studio"; }

  load() { return this.drawer.load(); }

  template() {
    if (!this.drawer.ready) return [head("walk"), noModel()];
    return [head("walk"), h("div", {class: "studio"}, card(null, h("form", {class: "stack", onsubmit: event => this.ask(event), "aria-label": "Walk over faces"},
      this.drawer.template(), h("h2", null, "Over these faces"), this.picks(),
      slider({name: "steps", label: "Frames from face to face", least: 2, most: 60, step: 1, value: session.steps, onslide: steps => this.change({steps})}),
      toggle("loop", "Back to the first", session.loop, loop => this.change({loop})),
      this.refusal && message("bad", this.refusal.message),
      submit(this.busyNow ? "Walking …" : "Walk", {disabled: session.picks.length < 2 || this.busyNow}))),
    card(null, this.player ? [this.player.template(), this.downloads()] : this.choosing()))];
  }

  change(values) {
    change(values);
    this.draw();
  }

  picks() {
    if (!session.picks.length) return note("None yet: two to eight are needed.");
    return h("ul", {class: "thumbs"}, session.picks.map((source, place) => h("li", {key: source.src || JSON.stringify(source.face)},
      source.src ? h("img", {src: source.src, alt: `Face ${place + 1}`}) : h("span", {class: "more-faces"}, `seed ${source.face.seed}`),
      symbolButton("close", `Without face ${place + 1}`, () => this.change({picks: session.picks.filter(one => one !== source)})))));
  }

  choosing() {
    return h("div", {class: "stack"}, cardHead("Choose faces"), note("Faces of the gallery are added where they are looked at. Or take some of these."),
      h("div", {class: "actions"}, button(this.offered ? "Others" : "Draw some", () => this.offer(), {disabled: this.offering}), linkButton("#/studio", "To the gallery")),
      this.offered && h("ul", {class: "faces"}, Array.from({length: this.offered.count}, (_, k) => {
        const src = pictureOf(this.offered, k), chosen = session.picks.some(one => one.src === src);
        return h("li", {key: src}, h("button", {type: "button", class: `face${chosen ? " chosen" : ""}`, "aria-pressed": String(chosen), "aria-label": `Face ${k + 1}`, onclick: () => this.take(src, chosen)}, h("img", {src, alt: ""})));
      })));
  }

  async take(src, chosen) {
    if (chosen) change({picks: session.picks.filter(one => one.src !== src)});
    else pick(await sourceOf(src, await originAt(src)));
    this.draw();
  }

  async offer() {
    this.set({offering: true, refusal: null});
    try {
      this.set({offering: false, offered: await generate({...this.drawer.request(), operation: "sample", count: OFFERED})});
    } catch (refusal) {
      this.set({offering: false, refusal});
    }
  }

  async ask(event) {
    event.preventDefault();
    this.player?.leave();
    this.set({busyNow: true, refusal: null, player: null});
    try {
      const job = await generate({...this.drawer.request(), operation: "interpolate", faces: session.picks.map(one => one.face), steps: session.steps, loop: session.loop});
      this.player = new Player(job, () => this.draw());
      this.set({busyNow: false});
    } catch (refusal) {
      this.set({busyNow: false, refusal});
    }
  }

  downloads() {
    const {job} = this.player;
    return h("div", {class: "actions"}, button("Save as an animation", () => save(job.links.animation, `${nameOf(job)}.png`), {symbol: "download"}), button("Save as one picture", () => save(job.links.grid, `${nameOf(job)}-grid.png`), {symbol: "download"}),
      button("Choose other faces", () => {
        this.player.leave();
        this.set({player: null});
      }, {kind: "quiet"}));
  }
}
