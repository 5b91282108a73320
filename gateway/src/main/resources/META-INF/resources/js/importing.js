/** The files that are to become a dataset, and how; goes on while the page shows something else. */

import {post} from "./api.js";
import {nameOf} from "./format.js";
import {recall, keep} from "./store.js";
import * as uploads from "./uploads.js";
import {packed} from "./pack.js";
import {firstImage} from "./zip.js";

const ARCHIVE = /\.(zip|7z|tar|tgz|tbz2|txz|tar\.(gz|bz2|xz|zst|lz4))$/i, COMPANION = /\.(txt|csv)$/i, PHOTO = /\.(jpe?g|png|gif|webp|bmp|tiff?|p[bgpn]m)$/i;
const listeners = new Set();
const FRESH = () => ({archive: null, companions: [], photo: null, name: "", named: false, side: 64, channels: 1, cropped: false, crop: 80, terms: "", addTo: "", state: "open", refusal: null, unknown: [], packing: null});

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

/** Takes an archive and the files beside it, or photos, which become one, and begins to send them. */
export function take(files) {
  const unknown = [], archive = files.some(file => ARCHIVE.test(file.name));
  const photos = archive ? [] : files.filter(file => PHOTO.test(file.name) && !/(^|\/)\./.test(pathOf(file)));
  for (const file of files) {
    if (ARCHIVE.test(file.name)) takeArchive(file);
    else if (COMPANION.test(file.name)) {
      const sending = uploads.send(file);
      if (!tray.companions.includes(sending)) tray.companions = [...tray.companions, sending];
    } else if (!photos.includes(file) && !file.name.startsWith(".")) unknown.push(file.name);
  }
  change({unknown, refusal: null});
  if (photos.length) pack(photos);
}

/** Where a file lay in the folder that was chosen or dropped. */
const pathOf = file => file.path || file.webkitRelativePath || file.name;

async function pack(photos) {
  const paths = photos.map(pathOf), folder = paths[0].includes("/") && paths.every(path => path.startsWith(paths[0].slice(0, paths[0].indexOf("/") + 1))) ? paths[0].slice(0, paths[0].indexOf("/")) : "photos";
  try {
    change({packing: [0, photos.length]});
    takeArchive(await packed(photos.map(file => ({file, path: pathOf(file)})), folder, done => done % 20 === 0 && change({packing: [done, photos.length]})));
    change({packing: null});
  } catch (refusal) {
    change({packing: null, refusal});
  }
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
  change(tray.archive === sending ? {archive: null, photo: null} : {companions: tray.companions.filter(one => one !== sending)});
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
