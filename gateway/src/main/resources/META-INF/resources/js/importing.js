/** The files that are to become a dataset, and how; goes on while the page shows something else. */

import {post} from "./api.js";
import {nameOf} from "./format.js";
import {recall, keep} from "./store.js";
import * as uploads from "./uploads.js";
import {packed} from "./pack.js";
import {firstImage} from "./zip.js";

const ARCHIVE = /\.(zip|7z|tar|tgz|tbz2|txz|tar\.(gz|bz2|xz|zst|lz4)|parquet)$/i, COMPANION = /\.(txt|csv|jsonl)$/i, LIST = /^(list_attr_celeba|list_eval_partition|identity_celeba)/i, PHOTO = /\.(jpe?g|png|gif|webp|bmp|tiff?|p[bgpn]m)$/i;
const listeners = new Set();
const FRESH = () => ({archive: null, companions: [], photo: null, name: "", named: false, side: 64, channels: 1, cropped: false, crop: 80, terms: "", addTo: "", state: "open", refusal: null, unknown: [], photos: [], packing: null});

export const tray = {...FRESH(), ...recall("import-options", {})};

/** Calls `changed` as it changes. Returns a function that ends it. */
export function follow(changed) {
  listeners.add(changed);
  const end = uploads.follow(changed);
  return () => {
    listeners.delete(changed);
    end();
  };
}

export function change(values) {
  Object.assign(tray, values);
  listeners.forEach(changed => changed());
}

/** Takes archives, which are read as one, and the files beside them, or photos, which become one, and begins to send them. */
export function take(files) {
  const unknown = [], archive = files.find(file => ARCHIVE.test(file.name)), seen = files.filter(file => !/(^|\/)\./.test(pathOf(file)));
  const photos = archive ? [] : seen.filter(file => PHOTO.test(file.name));
  for (const file of seen) {
    if (file === archive) takeArchive(file);
    else if (ARCHIVE.test(file.name) || COMPANION.test(file.name) && (LIST.test(file.name) || !pathOf(file).includes("/"))) {
      const sending = uploads.send(file);
      if (!tray.companions.includes(sending)) tray.companions = [...tray.companions, sending];
    } else if (!photos.includes(file)) unknown.push(file.name);
  }
  change({unknown, refusal: null});
  if (archive) tray.photos = [];
  if (photos.length) pack([...tray.photos, ...photos]);
}

/** Where a file lay in the folder that was chosen or dropped. */
const pathOf = file => file.path || file.webkitRelativePath || file.name;

let packings = 0;

/** All that were chosen so far, anew: the last packing counts. */
async function pack(photos) {
  const own = ++packings, paths = photos.map(pathOf), folder = paths[0].includes("/") && paths.every(path => path.startsWith(paths[0].slice(0, paths[0].indexOf("/") + 1))) ? paths[0].slice(0, paths[0].indexOf("/")) : "photos";
  try {
    change({photos, packing: [0, photos.length]});
    const archive = await packed(named(photos), folder, done => own === packings && done % 20 === 0 && change({packing: [done, photos.length]}));
    if (own !== packings) return;
    takeArchive(archive);
    change({packing: null});
  } catch (refusal) {
    if (own === packings) change({packing: null, refusal});
  }
}

/** Each by a path of its own. */
function named(photos) {
  const taken = new Set();
  return photos.map(file => {
    let path = pathOf(file);
    for (let k = 2; taken.has(path); k++) path = pathOf(file).replace(/(\.[^.]*)$/, `-${k}$1`);
    taken.add(path);
    return {file, path};
  });
}

/** Takes back all that was chosen. */
export function startOver() {
  packings++;
  [tray.archive, ...tray.companions].filter(Boolean).forEach(one => one.cancel());
  change({archive: null, companions: [], photos: [], packing: null, photo: null, named: false, name: "", refusal: null});
}

function takeArchive(file) {
  if (tray.archive && tray.archive.state !== "done") tray.archive.cancel();
  Object.assign(tray, {archive: uploads.send(file), photo: null});
  if (!tray.named) tray.name = nameOf(file.name);
  firstImage(file).then(photo => change({photo}));
}

/** Leaves a file out. */
export function leave(sending) {
  sending.cancel();
  change(tray.archive === sending ? {archive: null, photo: null, photos: []} : {companions: tray.companions.filter(one => one !== sending)});
}

/** Once all has arrived, has the service make a dataset of it. */
export async function begin() {
  keep("import-options", {side: tray.side, channels: tray.channels});
  change({state: "sending", refusal: null});
  try {
    const [archive, ...companions] = await Promise.all([tray.archive, ...tray.companions].map(one => one.ended));
    const dataset = await post("/v1/datasets", requestOf(archive.id, companions.map(one => one.id)));
    Object.assign(tray, FRESH(), recall("import-options", {}));
    change({});
    return dataset;
  } catch (refusal) {
    change({state: "open", refusal});
    throw refusal;
  }
}

function requestOf(uploadId, companionUploadIds) {
  const request = {uploadId, ...(companionUploadIds.length ? {companionUploadIds} : {}), ...(tray.terms ? {terms: tray.terms} : {}), ...(tray.name ? {name: tray.name} : {})};
  if (tray.addTo) return {...request, addTo: tray.addTo};
  return {...request, side: tray.side, channels: tray.channels, ...(tray.cropped ? {crop: {pixels: tray.crop, of: 100}} : {})};
}
