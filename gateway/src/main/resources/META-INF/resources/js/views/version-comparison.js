/** Two versions of a model side by side, with faces of the same seeds. */

import {h} from "../dom.js";
import {View, heading} from "../view.js";
import {generate, get} from "../api.js";
import {button, card, cardHead, link, note, row, table} from "../parts/basics.js";
import {attempt} from "../parts/dialog.js";
import {compared} from "../parts/metrics.js";
import {findings, verdict} from "../parts/gate.js";
import {bytes} from "../format.js";

const PAIRS = 12;

export default class VersionComparison extends View {
  constructor(place) {
    super(place);
    this.name = place.path[1];
    this.versions = [place.query.a, place.query.b];
    this.pairs = null;
  }

  get title() { return `${this.name}: two versions`; }

  async load() {
    const [a, b] = this.versions;
    this.comparison = await get(`/v1/models/${encodeURIComponent(this.name)}/versions/${encodeURIComponent(a)}/comparison?with=${encodeURIComponent(b)}`);
  }

  template() {
    const one = this.comparison, names = this.versions.map(version => `Version ${version}`), side = (pairs, which) => Object.fromEntries(Object.entries(pairs).filter(([, pair]) => pair[which] !== undefined).map(([name, pair]) => [name, pair[which]]));
    return [
      h("nav", {class: "crumbs", "aria-label": "Where this is"}, link("#/models", "Models"), " / ", link(`#/models/${encodeURIComponent(this.name)}`, this.name)),
      heading(names.join(" beside ").replace("beside V", "beside v"), this.name),
      this.faces(names),
      one.gate.map(decision => card({key: decision.decidedAt}, cardHead("What the gate said"), verdict(decision), findings(decision))),
      card(null, cardHead("What was measured"), compared("What was measured", names, side(one.metrics, "version"), side(one.metrics, "with"))),
      this.texts("Configuration, where it differs", one.configuration, names), this.texts("Dataset, where it differs", one.dataset, names), this.texts("Origin, where it differs", one.origin, names),
      card(null, cardHead("Files"), table("Files", ["File", ...names], Object.entries(one.files).map(([file, pair]) => row([file, pair.version === undefined ? "–" : bytes(pair.version), pair.with === undefined ? "–" : bytes(pair.with)], {key: file})))),
    ];
  }

  faces(names) {
    const draw = attempt(async () => {
      const seed = Math.floor(Math.random() * 2 ** 32);
      this.set({pairs: await Promise.all(this.versions.map(version => generate({model: this.name, version: Number(version), count: PAIRS, seed})))});
    });
    return card(null, cardHead("Faces of the same seeds", button(this.pairs ? "Draw others" : `Draw ${PAIRS} with both`, draw)),
      this.pairs ? h("div", {class: "pairs"}, Array.from({length: PAIRS}, (_, k) => h("figure", {key: this.pairs[0].id + k}, this.pairs.map(job => h("img", {src: job.links.images.replace("{k}", k), alt: `Face ${k + 1} by version ${job.version}`})), names.map(name => h("span", null, name)))))
        : note("Numbers tell less than faces: draw some with both."));
  }

  texts(title, pairs, names) {
    const rows = Object.entries(pairs || {});
    return rows.length > 0 && card(null, cardHead(title), table(title, ["Field", ...names], rows.map(([name, pair]) => row([name, short(pair.version), short(pair.with)], {key: name}))));
  }
}

const short = text => text === undefined ? "–" : /^[0-9a-f]{64}$/.test(text) ? text.slice(0, 12) : text;
