/** Datasets and trainings as lines of lists. */

import {h} from "../dom.js";
import {bar, button, facts, pill} from "./basics.js";
import {ago, count, counted, duration, money} from "../format.js";
import {open} from "../api.js";

export const shape = options => `${options.side} × ${options.side} ${options.channels === 1 ? "grey" : "colour"}`;

/** Share of an import that is done, undefined before anybody knows. */
export const importShare = one => one.progress?.entries ? one.progress.read / one.progress.entries : undefined;

export function datasetItem(one) {
  return h("li", {class: one.links.preview ? "item pictured" : "item", key: one.id},
    one.links.preview && h("img", {class: "picture", src: one.links.preview, alt: "", loading: "lazy"}),
    h("div", null,
      h("div", {class: "item-head"}, h("a", {class: "whole", href: `#/datasets/${one.id}`}, one.name), pill(one.status)),
      open(one) && bar(importShare(one), `Import of ${one.name}`),
      facts([one.counts ? counted(one.counts.train + one.counts.validation + one.counts.test, "image") : one.progress && open(one) && `${count(one.progress.read)} of ${count(one.progress.entries)} read`,
        one.layout && one.layout !== "folder" && `as ${one.layout}`, shape(one.options), one.progress?.skipped > 0 && `${count(one.progress.skipped)} refused`, ago(one.createdAt)]),
      one.progress?.waitingFor && h("p", {class: "note"}, `Waits: ${one.progress.waitingFor}`),
      one.failure && h("p", {class: "error"}, one.failure.message)));
}

/** Share of a training that is done, over both stages. */
export const trainingShare = one => one.progress ?? (one.latest ? one.latest.epoch / one.epochs : one.status === "running" ? 0 : undefined);
export const secondsLeft = one => one.remainingSeconds ?? one.latest?.measures?.etaSeconds ?? one.estimate?.seconds;

export function trainingItem(one, {chosen, choose} = {}) {
  return h("li", {class: "item", key: one.id}, h("div", null,
    h("div", {class: "item-head"}, h("a", {class: "whole", href: `#/training/${one.id}`}, one.version ? `${one.modelName}, version ${one.version}` : one.modelName), pill(one.status)),
    one.status === "running" && bar(trainingShare(one), `Training of ${one.modelName}`),
    facts([`preset ${one.preset}`, one.latest ? `epoch ${one.latest.epoch} of ${one.epochs}` : counted(one.epochs, "epoch"),
      one.queuePosition && `place ${one.queuePosition} in the queue`, one.status === "running" && secondsLeft(one) !== undefined && `${duration(secondsLeft(one))} left`,
      one.latest && `loss ${one.latest.validationLoss.toFixed(4)}`, one.seconds && duration(one.seconds), one.estimate && !one.seconds && `about ${money(one.estimate)}`, ago(one.createdAt)]),
    one.failure && h("p", {class: "error"}, one.failure.message),
    choose && one.latest && h("div", {class: "over"}, button(chosen ? "Chosen to compare" : "Compare", choose, {kind: "quiet", "aria-pressed": String(Boolean(chosen)), "aria-label": `Compare the training of ${one.modelName}, ${ago(one.createdAt)}`}))));
}
