/** Generations as they are seen in a list: their faces, and what can be done with them. */

import {h} from "../dom.js";
import {open, remove} from "../api.js";
import {facts, link, linkButton, pill, symbolButton} from "../parts/basics.js";
import {confirm, toast} from "../parts/dialog.js";
import {ago, counted, duration} from "../format.js";
import {lightbox} from "./lightbox.js";

const SHOWN = 12;
const OPERATIONS = {sample: count => counted(count, "face"), vary: count => `${counted(count, "face")} like one`, edit: count => count === 1 ? "An edited face" : `An edit in ${count} steps`,
  interpolate: count => `A walk of ${count} frames`, reconstruct: () => "A photo redrawn"};

export const titleOf = job => OPERATIONS[job.operation]?.(job.count) || `${job.operation}, ${counted(job.count, "picture")}`;
export const pictureOf = (job, k) => job.links.images.replace("{k}", k);

/** A face that opens when it is pressed. */
export const face = (job, k, place, props = {}) => h("button", {type: "button", class: "face", onclick: () => lightbox(job, k, place), "aria-label": `Look at face ${k + 1} of ${titleOf(job)}`, ...props},
  h("img", {src: pictureOf(job, k), alt: "", loading: "lazy", width: 128, height: 128}));

const waitingFaces = count => Array.from({length: Math.min(SHOWN, count)}, (_, k) => h("li", {key: `waiting${k}`}, h("div", {class: "face waiting"})));

/** Which pictures stand for all: of a walk those from its beginning to its end. */
function shownOf(job) {
  const number = Math.min(SHOWN, job.count), walk = job.operation === "interpolate" || job.operation === "edit";
  return Array.from({length: number}, (_, place) => walk && number > 1 ? Math.round(place * (job.count - 1) / (number - 1)) : place);
}

/** @param deleted told once it is gone */
export function generation(job, place, {deleted}) {
  const done = job.status === "succeeded", shown = shownOf(job), rest = job.count - shown.length;
  return h("article", {class: `generation${done && job.count === 1 ? " single" : ""}`, key: job.id, "aria-label": titleOf(job)},
    h("div", {class: "generation-head"}, h("h3", null, done ? link(`#/studio/${job.id}`, titleOf(job)) : titleOf(job)), !done && pill(job.status),
      h("div", {class: "actions"}, job.links.animation && linkButton(`#/studio/${job.id}`, "Play", {kind: "quiet", symbol: "play"}), symbolButton("trash", `Delete ${titleOf(job)}, ${ago(job.createdAt)}`, () => deleting(job, deleted)))),
    facts([`${job.model}${job.version ? ` v${job.version}` : ""}`, `seed ${job.seed}`, job.seconds !== undefined && duration(job.seconds), ago(job.createdAt)]),
    job.failure && h("p", {class: "error"}, job.failure.message),
    done ? h("ul", {class: "faces"}, shown.map(k => h("li", {key: k}, face(job, k, place))), rest > 0 && h("li", {key: "rest"}, h("a", {href: `#/studio/${job.id}`, class: "more-faces"}, h("span", null, `+ ${rest} `, h("span", {class: "unseen"}, "more of them")))))
      : open(job) && h("ul", {class: "faces", "aria-busy": "true"}, waitingFaces(job.count)));
}

export async function deleting(job, deleted) {
  if (!await confirm(`Delete ${titleOf(job).toLowerCase()}?`, "The same seed draws it again, for as long as its version is there.", "Delete", () => remove(job.links.self))) return;
  toast("Deleted");
  deleted(job);
}

/** A request that is on its way and has no job yet. */
export const waiting = count => h("article", {class: "generation", key: "waiting", "aria-busy": "true"}, h("div", {class: "generation-head"}, h("h3", null, "Drawing …")), h("ul", {class: "faces"}, waitingFaces(count)));

/** Puts all pictures of a generation into a file, where the service packs them; else the one that shows all. */
export async function download(job) {
  const packed = await fetch(`${job.links.self}/images.zip`, {method: "HEAD"}).catch(() => ({ok: false}));
  save(packed.ok ? `${job.links.self}/images.zip` : job.links.grid, `${nameOf(job)}${packed.ok ? ".zip" : ".png"}`);
}

export const nameOf = job => `${job.model}-v${job.version}-${job.operation}-${job.seed}`;

export function save(href, name) {
  const anchor = document.createElement("a");
  anchor.href = href;
  anchor.download = name;
  anchor.click();
}

export function saveText(text, name) {
  const address = URL.createObjectURL(new Blob([text], {type: "application/json"}));
  save(address, name);
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
