/** One training as it happens. */

import {h} from "../dom.js";
import {View, heading} from "../view.js";
import {find, get, open, post} from "../api.js";
import {bar, button, card, cardHead, definition, link, linkButton, message, note, pill} from "../parts/basics.js";
import {attempt} from "../parts/dialog.js";
import {deleting} from "../parts/deletion.js";
import {bytes, count, duration, moment, money, sentence, words} from "../format.js";
import {secondsLeft, trainingShare} from "../parts/items.js";
import {measured} from "../parts/metrics.js";
import {losses, secondStageTerms, stageOf, term} from "../parts/curves.js";

const reduced = matchMedia("(prefers-reduced-motion: reduce)");

export default class Training extends View {
  constructor(place) {
    super(place);
    this.id = place.path[1];
  }

  get title() { return this.training ? `Training of ${this.training.modelName}` : "Training"; }
  get kinds() { return ["training", "model"]; }
  get busy() { return !this.training || open(this.training); }
  concerns(ids) { return ids.size === 0 || ids.has(this.id); }

  async load() {
    this.training = await get(`/v1/trainings/${encodeURIComponent(this.id)}`);
    this.dataset ??= await find(`/v1/datasets/${this.training.datasetId}`);
  }

  template() {
    const one = this.training;
    return [
      h("nav", {class: "crumbs", "aria-label": "Where this is"}, link("#/training", "Training")),
      heading(one.modelName, null,
        one.version && linkButton(`#/models/${encodeURIComponent(one.modelName)}/${one.version}`, `See version ${one.version}`, {kind: "primary"}),
        one.links.cancel && button(one.cancelRequestedAt ? "Cancelling …" : "Cancel", attempt(() => post(one.links.cancel).then(() => this.refresh())), {disabled: Boolean(one.cancelRequestedAt)}),
        !open(one) && button("Delete", () => this.delete(), {kind: "danger", symbol: "trash"})),
      one.failure && message("bad", one.failure.message),
      this.progress(),
      this.curves(),
      this.film(),
      this.facts(),
      one.metrics && measured("What was measured at the end", one.metrics),
      card(null, h("details", null, h("summary", null, "Its whole configuration"), h("pre", {class: "payload", tabindex: 0, "aria-label": "Configuration"}, JSON.stringify(one.configuration, null, 2)))),
    ];
  }

  progress() {
    const one = this.training, left = secondsLeft(one), running = one.status === "running";
    if (!open(one)) return null;
    return card({"aria-live": "off"}, cardHead(running ? (one.latest ? `Epoch ${one.latest.epoch} of ${one.epochs}` : "Its first epoch") : "Waits for its turn", pill(one.status)),
      running && bar(trainingShare(one), `Training of ${one.modelName}`),
      definition([["Left", running && left !== undefined && duration(left)], ["Place in the queue", one.queuePosition], ["Images a second", one.latest && count(Math.round(one.latest.imagesPerSecond))],
        ["Estimated", one.estimate && `${duration(one.estimate.seconds)}, ${money(one.estimate)}`], ["Attempt", one.attempt > 1 && `${one.attempt}${one.resumedAfterEpoch ? `, from epoch ${one.resumedAfterEpoch}` : ""}`], ["Device", one.device]]
        .map(([name, value]) => [name, value || undefined])));
  }

  curves() {
    const {history} = this.training;
    if (!history?.length) return null;
    const one = [{name: this.training.modelName, history, stage: stageOf(this.training)}];
    return h("div", {class: "columns"}, card(null, cardHead("Loss"), losses(one)),
      card(null, cardHead("Structure kept"), term("ssim", one) || note("Told after the second epoch."), secondStageTerms(history).map(name => [h("h3", null, sentence(name)), term(name, one)])));
  }

  film() {
    const one = this.training;
    if (!one.links.film) return null;
    // The fragment has the browser ask anew after each epoch.
    const still = reduced.matches && !this.moving, src = `${still ? one.links.filmStrip : one.links.film}#${one.latest.epoch}`;
    return card(null, cardHead("How it sees faces, epoch by epoch", link(one.links.filmStrip, "All epochs in one picture"), still && button("Play", () => this.set({moving: true}), {kind: "quiet", symbol: "play"})),
      h("div", {class: still ? "film-strip" : "", ...(still ? {tabindex: 0, role: "region", "aria-label": "A row an epoch"} : {})},
        h("img", {class: "film", src, loading: "lazy", alt: "Held-out faces as the network rebuilds them, then faces that it makes up, one frame an epoch"})));
  }

  facts() {
    const one = this.training, measures = one.latest?.measures;
    return card(null, cardHead("What it is", pill(one.status)), definition([
      ["Dataset", link(`#/datasets/${one.datasetId}`, this.dataset?.name || "deleted")], ["Preset", one.preset], ["Seed", String(one.seed)], ["Images", one.images && count(one.images.train)],
      ["Parameters", one.parameters && count(one.parameters)], ["Told labels", one.configuration.conditions?.map(words).join(", ")],
      ["Begun with", one.fineTuning && link(`#/models/${encodeURIComponent(one.fineTuning.modelName)}/${one.fineTuning.version}`, `${one.fineTuning.modelName}, version ${one.fineTuning.version}`)],
      ["Took", one.seconds && duration(one.seconds)], ["Processor time", measures && duration(measures.cpuSeconds)], ["Memory at most", measures && bytes(measures.peakMemoryBytes)],
      ["Cost", one.metrics?.cost !== undefined && one.estimate && money({...one.estimate, cost: one.metrics.cost})], ["Asked for", moment(one.createdAt)], ["Ended", one.endedAt && moment(one.endedAt)], ["Device", one.device]]
      .map(([name, value]) => [name, value || undefined])));
  }

  async delete() {
    if (await deleting(this.training.links.self, "Delete this training?", "Its curves and its film go.")) this.place.go("#/training");
  }
}
