/** How files become a dataset: what is on its way, and what is to be made of it. */

import {h} from "../dom.js";
import {bar, button, card, cardHead, facts, icon, message, submit, symbolButton} from "./basics.js";
import {area, dropZone, segmented, select, slider, text, toggle} from "./fields.js";
import {bytes, duration, percent} from "../format.js";
import * as importing from "../importing.js";
import * as uploads from "../uploads.js";

export const ACCEPT = ".zip,.7z,.tar,.tgz,.gz,.bz2,.xz,.zst,.lz4,.parquet,.txt,.csv,.jsonl,image/*";
const {tray} = importing;

export const dropPhotos = compact => dropZone({label: compact ? "Add files" : "Choose photos or an archive, or drop them or a folder here", accept: ACCEPT, compact, onfiles: importing.take,
  text: "Photos, or a zip, 7z, tar or Parquet file of them, up to 2 GB; beside it label files such as list_attr_celeba.txt"});

/** @param datasets sealed ones, to which images can be added */
export function importForm({datasets, done}) {
  const started = Boolean(tray.packing || tray.archive || tray.companions.length);
  return card({class: "import"}, cardHead("Upload photos", started && button("Start over", importing.startOver, {kind: "quiet"})),
    dropPhotos(started),
    tray.unknown.length > 0 && message("bad", `Neither photos that are read, nor an archive, nor lists of labels: ${tray.unknown.join(", ")}`),
    tray.packing && bar(tray.packing[0] / tray.packing[1], `Packing ${tray.packing[1]} photos`),
    !tray.archive && tray.refusal && message("bad", tray.refusal.message),
    interruptions(),
    started && h("div", {class: "stack"}, [tray.archive, ...tray.companions].filter(Boolean).map(line)),
    !tray.archive && tray.companions.length > 0 && message("busy", "These files go beside an archive of photos: add it, too."),
    tray.archive && !tray.packing && options(datasets, done));
}

function interruptions() {
  return uploads.interrupted().map(one => h("div", {class: "message busy", key: one.fingerprint}, icon("pause"),
    h("div", null, `${one.name} (${bytes(one.size)}) had not arrived whole: choose the same file again to go on with it.`),
    symbolButton("close", `Forget ${one.name}`, () => uploads.forget(one.fingerprint))));
}

const STATES = {waiting: "waits", paused: "paused", done: "has arrived", refused: "could not be sent"};

function line(one) {
  const moving = one.state === "sending";
  return h("div", {class: "upload", key: one.fingerprint},
    h("div", null, h("strong", null, one.name),
      facts([moving ? `${bytes(one.sent)} of ${bytes(one.file.size)}` : bytes(one.file.size), STATES[one.state], moving && one.speed > 0 && `${bytes(one.speed)}/s`,
        moving && one.secondsLeft !== undefined && `${duration(one.secondsLeft)} left`])),
    h("div", {class: "actions"},
      moving && one.resumable && symbolButton("pause", `Pause ${one.name}`, () => one.pause()),
      ["paused", "refused"].includes(one.state) && symbolButton("play", `Go on with ${one.name}`, () => one.start()),
      symbolButton("close", `Leave out ${one.name}`, () => importing.leave(one))),
    one.state !== "done" && bar(one.sent / Math.max(1, one.file.size), `Upload of ${one.name}`),
    one.refusal && one.state === "refused" && h("p", {class: "error", role: "alert"}, one.refusal.message));
}

function options(datasets, done) {
  const refused = field => tray.refusal?.of?.(field), waits = tray.state === "sending";
  const begin = event => {
    event.preventDefault();
    if (!waits) importing.begin().then(done, () => {});
  };
  return h("form", {class: "form", onsubmit: begin, "aria-label": "What to make of it"},
    text("dataset-name", "Name", {value: tray.name, required: !tray.addTo, maxlength: 100, oninput: event => importing.change({name: event.target.value, named: true})},
      {hint: "Also of the models that learn from it.", error: refused("name")}),
    datasets.length > 0 && select("add-to", "Add to", [["", "nothing: a new dataset"], ...datasets.map(one => [one.id, one.name])], {value: tray.addTo,
      onchange: event => importing.change({addTo: event.target.value, ...(event.target.value ? {name: ""} : {})})}, {hint: "Images of another are kept once.", error: refused("addTo")}),
    !tray.addTo && segmented("side", "Side", [[32, "32"], [64, "64"], [128, "128"]], tray.side, side => importing.change({side})),
    !tray.addTo && segmented("channels", "Colour", [[1, "Grey"], [3, "Colour"]], tray.channels, channels => importing.change({channels})),
    !tray.addTo && crop(refused("crop")),
    h("div", {class: "wide"}, area("terms", "Terms of use", {value: tray.terms, rows: 2, maxlength: 2000, placeholder: "for instance: non-commercial research only", oninput: event => importing.change({terms: event.target.value})},
      {hint: "Kept with the dataset.", error: refused("terms")})),
    tray.refusal && message("bad", tray.refusal.message),
    h("div", {class: "actions"}, submit(waits ? waiting() : "Import", {disabled: waits})));
}

function waiting() {
  const share = uploads.overall();
  return share === null ? "Importing …" : `Imports once it has arrived: ${percent(share)}`;
}

function crop(error) {
  return h("div", {class: "wide crop"},
    h("div", {class: "stack", style: {flex: "1 1 220px"}},
      toggle("cropped", "Cut out the middle", tray.cropped, cropped => importing.change({cropped})),
      tray.cropped && slider({name: "crop", label: "Of the shorter side", least: 20, most: 100, step: 1, value: tray.crop, told: value => `${value} %`, onslide: crop => importing.change({crop})}),
      h("p", {class: "hint"}, tray.cropped ? "Every photo is cut to this centred square." : "Faces are found on the photos, turned upright and cut out; pictures that are cut out already stay as they are."),
      error && h("p", {class: "error"}, error)),
    tray.photo && tray.cropped && h("figure", null, h("canvas", {width: 128, height: 128, role: "img", "aria-label": "The first photo as it will be cut", ref: element => element && preview(element), key: `${tray.cropped}${tray.crop}${tray.side}${tray.channels}${tray.archive.fingerprint}`}),
      h("figcaption", null, `first photo, ${tray.side} × ${tray.side}`)));
}

/** Shows the first photo as small as it will be stored. */
async function preview(canvas) {
  const photo = await createImageBitmap(tray.photo).catch(() => null);
  if (!photo) return;
  const shorter = Math.min(photo.width, photo.height), cut = tray.cropped ? shorter * tray.crop / 100 : shorter;
  const small = new OffscreenCanvas(tray.side, tray.side), at = small.getContext("2d");
  at.filter = tray.channels === 1 ? "grayscale(1)" : "none";
  at.imageSmoothingQuality = "high";
  at.drawImage(photo, (photo.width - cut) / 2, (photo.height - cut) / 2, cut, cut, 0, 0, tray.side, tray.side);
  const shown = canvas.getContext("2d");
  shown.imageSmoothingEnabled = false;
  shown.drawImage(small, 0, 0, 128, 128);
}
