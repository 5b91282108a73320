/** All models, and the rollouts that are open. */

import {h} from "../dom.js";
import {View, heading} from "../view.js";
import {get} from "../api.js";
import {card, cardHead, empty, facts, linkButton, pill} from "../parts/basics.js";
import {ago, counted} from "../format.js";
import {RolloutPanel} from "../parts/rollout-panel.js";

/** At a time: browsers open six connections to a server, and each stream holds one. */
const FOLLOWED = 3;

export default class Models extends View {
  constructor(place) {
    super(place);
    this.panels = new Map();
    this.endings.push(() => this.panels.forEach(panel => panel.leave()));
  }

  get title() { return "Models"; }
  get kinds() { return ["model"]; }
  get busy() { return this.models?.some(one => one.rollout); }

  async load() {
    this.models = await get("/v1/models");
    const open = this.models.filter(one => one.rollout).slice(0, FOLLOWED);
    for (const one of open) {
      if (this.panels.get(one.name)?.id !== one.rollout) {
        this.panels.get(one.name)?.leave();
        this.panels.set(one.name, new RolloutPanel(one.rollout, () => this.draw()));
      }
    }
  }

  template() {
    return [
      heading("Models", "A model is a name with versions; one of them, its champion, answers. A new one is examined, then rolled out on evidence."),
      this.models.length === 0 && empty("models", "No model yet", "A training makes the first version of one.", linkButton("#/training", "Train a model", {kind: "primary"})),
      [...this.panels.values()].map(panel => h("div", {key: panel.id}, panel.template())),
      h("ul", {class: "tiles list"}, this.models.map(one => this.item(one))),
    ];
  }

  item(one) {
    const {champion} = one, path = `#/models/${encodeURIComponent(one.name)}`;
    return h("li", {class: "item", key: one.name}, h("div", null,
      h("div", {class: "item-head"}, h("a", {class: "whole", href: path}, one.name), champion ? pill(`version ${champion.version} serves`, "good") : pill("nothing serves", "soft")),
      facts([counted(one.versions, "version"), champion && `loss ${champion.validationLoss.toFixed(4)}`, champion && ago(champion.registeredAt), one.rollout && "a rollout is open"]),
      champion && h("div", {class: "over actions"}, linkButton(`#/studio?model=${encodeURIComponent(one.name)}`, "Draw faces with it", {kind: "quiet"}))));
  }
}
