/** What all views of the studio have in common. */

import {h} from "../dom.js";
import {heading} from "../view.js";
import {empty, linkButton, tabs} from "../parts/basics.js";
import {select} from "../parts/fields.js";
import {change, session} from "./session.js";
import * as vocabulary from "./vocabulary.js";

const MODES = [["", "Faces"], ["edit", "Edit"], ["walk", "Walk"], ["photo", "Your photo"]];
const MEANINGS = {"": "Faces that nobody has. The same seed draws the same faces again.", edit: "Change what a face has, and see it at once.",
  walk: "From one face to another, and all that lies between.", photo: "A photo as the model sees it."};

export const head = mode => [
  heading("Studio", MEANINGS[mode]),
  tabs("In the studio", MODES.map(([name, text]) => ({href: `#/studio${name && `/${name}`}`, text, current: name === mode}))),
];

export const noModel = () => empty("face", "No model serves yet", "Once one has learned from photos, it draws here.", linkButton("#/training", "Train a model", {kind: "primary"}));

/** Which model and version draws, and what it knows. */
export class Drawer {
  constructor(changed) {
    Object.assign(this, {changed, models: [], labels: [], others: []});
  }

  async load() {
    this.models = await vocabulary.models();
    if (!this.models.some(one => one.name === session.model)) change({model: this.models[0]?.name || "", version: ""});
    await this.#know();
  }

  get ready() { return this.models.length > 0; }

  get champion() { return this.models.find(one => one.name === session.model)?.champion; }

  /** Version that draws now. */
  get version() { return session.version ? Number(session.version) : this.champion?.version; }

  async #know() {
    if (!this.version) return;
    const key = `${session.model}/${this.version}`;
    const [labels, others] = await Promise.all([vocabulary.labels(session.model, this.version).catch(() => []), this.asked === session.model ? this.others : vocabulary.versions(session.model).catch(() => [])]);
    if (key !== `${session.model}/${this.version}`) return;
    Object.assign(this, {labels, others, asked: session.model});
    const fitting = Object.fromEntries(Object.entries(session.labels).filter(([name]) => labels.some(one => one.name === name)));
    if (Object.keys(fitting).length !== Object.keys(session.labels).length) change({labels: fitting});
  }

  /** Part of a request that names it: without a version, what serves, or is being rolled out, draws. */
  request() {
    return {model: session.model, ...(session.version ? {version: Number(session.version)} : {})};
  }

  template() {
    const pick = values => {
      change(values);
      this.changed();
      this.#know().then(this.changed);
    };
    return h("div", {class: "form"},
      select("studio-model", "Model", this.models.map(one => [one.name, one.name]), {value: session.model, onchange: event => pick({model: event.target.value, version: ""})}),
      select("studio-version", "Version", [["", this.champion ? `serving (${this.champion.version})` : "serving"], ...this.others.map(one => [String(one.version), `version ${one.version}`])],
        {value: session.version, onchange: event => pick({version: event.target.value})}));
  }
}
