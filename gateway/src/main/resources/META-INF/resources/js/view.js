/** What all views have in common: they load, draw, hear of changes and end. */

import {h, render} from "./dom.js";
import {follow} from "./live.js";
import {failure, skeleton} from "./parts/basics.js";

export class View {
  /** @param place where the page is: `path` (its parts), `query` (its parameters), `who` (looks at it) and `go(hash)` */
  constructor(place) {
    this.place = place;
    this.ready = false;
    this.refusal = null;
    this.gone = false;
    this.endings = [];
    this.loading = null;
    this.again = false;
  }

  /** Title of the page. */
  get title() { return ""; }

  /** Kinds of things of whose changes it wants to hear. */
  get kinds() { return []; }

  /** Whether it shows something that works. */
  get busy() { return false; }

  /** Fetches what it shows. */
  async load() {}

  /** What is seen once it has loaded. */
  template() { return null; }

  mount(root) {
    this.root = root;
    this.draw();
    if (this.kinds.length) this.endings.push(follow(this.kinds, ids => this.concerns(ids) && this.refresh(), () => this.busy));
    return this.refresh();
  }

  /** Whether changes of these things (none: any) concern it. */
  concerns() { return true; }

  /** Loads anew, one time after the other, and once more where something changed meanwhile. */
  async refresh() {
    if (this.loading) {
      this.again = true;
      return this.loading;
    }
    this.loading = this.#load();
    await this.loading;
    this.loading = null;
    if (this.again && !this.gone) {
      this.again = false;
      await this.refresh();
    }
  }

  async #load() {
    try {
      await this.load();
      this.ready = true;
      this.refusal = null;
    } catch (refusal) {
      this.refusal = refusal;
    }
    this.draw();
  }

  /** Changes what it knows and shows that. */
  set(values) {
    Object.assign(this, values);
    this.draw();
  }

  draw() {
    if (this.gone) return;
    render(this.root, this.ready ? [this.refusal && failure(this.refusal, () => this.refresh()), this.template()] : this.refusal ? this.#unable() : this.placeholder());
    this.drawn?.();
  }

  #unable() {
    const gone = [400, 404, 410].includes(this.refusal.status);
    return [heading(gone ? "It is not here" : "That did not work"), failure(this.refusal, () => this.refresh())];
  }

  /** What is seen before it has loaded. */
  placeholder() { return skeleton(); }

  dispose() {
    this.gone = true;
    this.endings.forEach(end => end());
    render(this.root);
  }
}

/** The head of a view: its name, what it is for, and what can be done. */
export const heading = (title, text, ...actions) => h("header", {class: "view-head"},
  h("div", null, h("h1", {tabindex: -1}, title), text && h("p", {class: "lead"}, text)),
  actions.length ? h("div", {class: "actions"}, actions) : null);
