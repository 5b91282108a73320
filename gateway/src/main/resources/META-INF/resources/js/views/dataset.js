/** One dataset: how its import goes, what is in it, and what was refused. */

import {h} from "../dom.js";
import {View, heading} from "../view.js";
import {find, get, open, post} from "../api.js";
import {bar, button, card, cardHead, definition, link, linkButton, message, note, pill, row, table} from "../parts/basics.js";
import {select} from "../parts/fields.js";
import {attempt} from "../parts/dialog.js";
import {deleting} from "../parts/deletion.js";
import {count, duration, moment, sentence, words} from "../format.js";
import {Paged} from "../paged.js";
import {doctor} from "../parts/doctor.js";
import {importShare, shape} from "../parts/items.js";

const REFUSED_SHOWN = 20, SHORTEST_WAIT = 2000, LONGEST_WAIT = 60_000;

export default class Dataset extends View {
  constructor(place) {
    super(place);
    this.id = place.path[1];
    this.split = "";
    this.images = null;
    this.all = false;
    this.lost = new Set();
    this.wait = SHORTEST_WAIT;
  }

  get title() { return this.dataset?.name || "Dataset"; }
  get kinds() { return ["dataset", "training"]; }
  get busy() { return !this.dataset || open(this.dataset); }

  async load() {
    this.dataset = await get(`/v1/datasets/${encodeURIComponent(this.id)}`);
    if (this.dataset.status === "sealed" && !this.report) {
      [this.report, this.labels] = await Promise.all([find(`${this.dataset.links.self}/report`), find(`${this.dataset.links.self}/labels`)]);
      await this.browse();
      if (this.dataset.links.changes) this.changes = await find(this.dataset.links.changes);
    }
    if (this.dataset.links.doctor && this.doctor?.digest !== this.dataset.digest) await this.examined();
  }

  /** The doctor comes after the import, and nothing tells when he is ready. */
  async examined() {
    this.unexamined = null;
    this.doctor = await get(this.dataset.links.doctor).catch(refusal => {
      if (refusal.status !== 409) this.unexamined = refusal.message;
      return null;
    });
    if (!this.doctor && !this.gone) {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => !this.gone && this.refresh(), this.wait);
      this.wait = Math.min(LONGEST_WAIT, 1.5 * this.wait);
    }
  }

  /** Images one by one, where the service lists them. */
  async browse() {
    this.images = new Paged(`${this.dataset.links.self}/images`, () => ({split: this.split}), 60);
    await this.images.load().catch(() => { this.images = null; });
  }

  template() {
    const one = this.dataset;
    return [
      h("nav", {class: "crumbs", "aria-label": "Where this is"}, link("#/datasets", "Datasets")),
      heading(one.name, null, one.status === "sealed" && linkButton(`#/training?dataset=${one.id}`, "Train on it", {kind: "primary"}),
        one.links.cancel && button(one.cancelRequestedAt ? "Cancelling …" : "Cancel the import", attempt(() => post(one.links.cancel).then(() => this.refresh())), {disabled: Boolean(one.cancelRequestedAt)}),
        button("Delete", () => this.delete(), {kind: "danger", symbol: "trash"})),
      one.failure && message("bad", one.failure.message),
      this.progress(),
      this.facts(),
      one.links.preview && card(null, cardHead("A look at it"), h("div", {class: "preview-box", tabindex: 0, role: "region", "aria-label": "Some of its images"}, h("img", {class: "preview", src: one.links.preview, alt: `Some images of ${one.name}`}))),
      this.changed(),
      this.labelled(),
      one.links.doctor && doctor(one, this.doctor, this.unexamined, this.revising, kind => attempt(() => this.revise({apply: [kind]}))()),
      this.samples(),
      this.refused(),
    ];
  }

  progress() {
    const one = this.dataset;
    return open(one) && card({"aria-live": "polite"}, cardHead("Import", pill(one.status)), bar(importShare(one), `Import of ${one.name}`),
      note(one.progress ? `${count(one.progress.read)} of ${count(one.progress.entries)} entries read, ${count(one.progress.accepted)} kept, ${count(one.progress.skipped)} refused` : "It begins as soon as there is room."),
      one.progress?.waitingFor && message("busy", `It waits: ${one.progress.waitingFor}`));
  }

  facts() {
    const one = this.dataset, {counts, options} = one;
    return card(null, cardHead("What it is", pill(one.status)), definition([
      ["To train", counts && count(counts.train)], ["To validate", counts && count(counts.validation)], ["To test", counts && count(counts.test)],
      ["Refused", one.progress && count(one.progress.skipped)], ["Stored as", shape(options)], ["Read as", one.layout], ["Cut", options.crop && `centred ${options.crop.pixels} of ${options.crop.of}`],
      ["Import took", one.seconds && duration(one.seconds)], ["Began", moment(one.createdAt)], ["Adds to", one.addedTo && link(`#/datasets/${one.addedTo}`, "another dataset")], ["Next version of", one.revisionOf && link(`#/datasets/${one.revisionOf}`, "another dataset")],
      ["Terms", options.terms], ["Forgotten", one.expiresAt && moment(one.expiresAt)]]));
  }

  labelled() {
    const total = this.dataset.counts ? this.dataset.counts.train + this.dataset.counts.validation + this.dataset.counts.test : 0;
    const labels = this.labels ? this.labels.map(one => [one.name, one.positive, one.positive + one.negative || total, one.mean])
      : Object.entries(this.report?.labels || {}).map(([name, positive]) => [name, positive, total]);
    const told = labels.filter(([, positive]) => positive > 0).sort((a, b) => b[1] - a[1]);
    const files = this.report?.labelFiles || [];
    if (!told.length && !files.length) return null;
    return card(null, cardHead("Labels", note(`${told.length} in use`)), files.map(metBy), h("ul", {class: "label-bars"}, told.map(([name, positive, of]) =>
      h("li", {key: name}, h("span", null, words(name)), h("span", null, count(positive)), bar(of ? positive / of : 0, `Images with ${words(name)}`)))));
  }

  /** Since the dataset that it was made from, as far as that is still there. */
  changed() {
    const {changes} = this;
    if (!changes) return null;
    const kinds = [["added", "added"], ["removed", "removed"], ["relabelled", "labelled otherwise"], ["moved", "in another part"]].filter(([kind]) => changes[kind] > 0);
    return card(null, cardHead("What changed", link(`#/datasets/${changes.since}`, "since the one before")),
      h("p", null, kinds.length ? `Images: ${kinds.map(([kind, told]) => `${count(changes[kind])} ${told}`).join(", ")}.` : "Not an image differs."),
      PAIRS.map(([told, is]) => [told, changes.images.filter(is)]).filter(([, images]) => images.length).map(([told, images]) => h("div", {class: "stack", key: told}, h("h3", null, told),
        h("ul", {class: "samples small"}, images.map(({before, now}) => h("li", {key: (now || before).image}, h("img", {src: (now || before).image, alt: (now || before).name, title: difference(before, now), loading: "lazy", width: 48, height: 48})))))));
  }

  samples() {
    if (!this.images?.items.length && !this.split) return null;
    const found = this.images || {items: []};
    return card(null, cardHead("Images", h("div", {style: {width: "170px"}}, select("split", "Of", [["", "all of it"], ["train", "to train"], ["validation", "to validate"], ["test", "to test"]], {value: this.split, onchange: async event => {
      this.split = event.target.value;
      await this.browse();
      this.draw();
    }}))),
    h("ul", {class: "samples"}, found.items.map(image => h("li", {key: image.image}, h("img", {src: image.image, alt: image.name, title: [image.name, ...labelsOf(image)].join("\n"), loading: "lazy", width: 72, height: 72})))),
    this.images?.hasMore && h("div", {class: "actions"}, button("Show more", attempt(async () => {
      await this.images.more();
      this.draw();
    }))));
  }

  refused() {
    const {report} = this;
    const reasons = Object.entries(report?.skippedByReason || {});
    if (!reasons.length) return null;
    const shown = this.all ? report.skipped : report.skipped.slice(0, REFUSED_SHOWN);
    return card(null, cardHead("What was refused", reasons.map(([reason, number]) => pill(`${count(number)} ${words(reason.toLowerCase())}`, "soft"))),
      this.pictured(),
      table("Refused entries", ["Entry", "Why", "In words"], shown.map(one => row([one.source, sentence(one.reason.toLowerCase()), one.detail], {key: one.source}))),
      report.skipped.length > shown.length && h("div", {class: "actions"}, button(`Show all ${report.skipped.length}`, () => this.set({all: true}))));
  }

  /** Of each reason the first that show something. One whose image was erased since the import has no picture any more. */
  pictured() {
    const shown = this.report.skipped.filter(one => one.thumbnail && !this.lost.has(one.thumbnail));
    return [...new Set(shown.map(one => one.reason))].map(reason => h("div", {class: "stack", key: reason}, h("h3", null, sentence(reason.toLowerCase())),
      h("ul", {class: "samples small"}, shown.filter(one => one.reason === reason).map(one => h("li", {key: one.source}, h("img", {src: `${this.dataset.links.self}/report/${one.thumbnail}.png`, alt: one.source, title: `${one.source}\n${one.detail}`, loading: "lazy", width: 72, height: 72,
        onerror: () => {
          this.lost.add(one.thumbnail);
          this.draw();
        }}))))));
  }

  async revise(changes) {
    this.set({revising: true});
    try {
      const next = await post("/v1/datasets", {revise: this.id, changes});
      this.place.go(`#/datasets/${next.id}`);
    } finally {
      this.set({revising: false});
    }
  }

  async delete() {
    const {name, links} = this.dataset;
    if (await deleting(links.self, `Delete ${name}?`, "Its images are deleted. Nothing brings them back but another upload.")) this.place.go("#/datasets");
  }
}

const metBy = ({file, rows, rowsWithoutImage, imagesWithoutRow, ignored = []}) => [rowsWithoutImage + imagesWithoutRow > 0
  ? message("busy", `${file}: ${count(rows)} rows, of which ${count(rowsWithoutImage)} met no image; ${count(imagesWithoutRow)} files have no row`)
  : note(`${file}: ${count(rows)} rows, one for each image`),
ignored.length > 0 && note(`Not taken, as they have words: ${ignored.join(", ")}`)];

const PAIRS = [["Added", one => !one.before], ["Removed", one => !one.now], ["Changed", one => one.before && one.now]];

const difference = (before, now) => !before || !now ? (now || before).name : [now.name,
  before.split === now.split ? null : `${before.split} → ${now.split}`,
  before.identity === now.identity ? null : `${before.identity || "nobody"} → ${now.identity || "nobody"}`,
  ...[...new Set([...Object.keys(before.labels), ...Object.keys(now.labels)])].filter(name => before.labels[name] !== now.labels[name]).map(name => `${words(name)}: ${before.labels[name] ?? "none"} → ${now.labels[name] ?? "none"}`)].filter(Boolean).join("\n");

const labelsOf = image => Object.entries(image.labels || {}).filter(([, value]) => value > 0).map(([name]) => words(name));
