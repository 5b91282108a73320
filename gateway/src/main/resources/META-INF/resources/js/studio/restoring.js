/** One of our pictures says how it was made: dropped here, it brings that back. */

import {toast} from "../parts/dialog.js";
import {dropZone} from "../parts/fields.js";
import {originOf} from "../png.js";
import {change} from "./session.js";
import {faceOf, queryOf} from "./source.js";

export const restoreZone = place => dropZone({label: "Drop one of our pictures", text: "and its settings come back", accept: "image/png", multiple: false, compact: true, onfiles: ([file]) => restore(file, place)});

async function restore(file, place) {
  const origin = originOf(await file.arrayBuffer());
  if (!origin) return toast(`${file.name} does not say how it was made: it is none of our pictures, or was saved anew.`, "bad");
  const {operation, parameters, model, version} = origin, whose = {model, version}, face = parameters.face && faceOf(parameters.face);
  change({model, version: String(version), like: null});
  if (operation === "sample") {
    change({seed: String(origin.seed), seedRule: origin.seedRule, count: Math.max(16, Math.min(1000, origin.index + 1)), temperature: parameters.temperature ?? 1, labels: parameters.labels || {}});
    place.go(`#/studio?restored=${origin.seed}`);
  } else if (operation === "edit" && face?.seed !== undefined) place.go(`#/studio/edit?${queryOf({...whose, face})}&attributes=${encodeURIComponent(JSON.stringify(parameters.attributes))}`);
  else if (operation === "vary" && face?.seed !== undefined) {
    change({like: {...whose, face}, strength: parameters.strength ?? 0.3, seed: String(origin.seed), seedRule: origin.seedRule});
    place.go(`#/studio?restored=${origin.seed}`);
  } else if (operation === "interpolate" && parameters.faces.every(one => one.seed !== undefined)) {
    change({picks: parameters.faces.map(one => ({...whose, face: faceOf(one)})), steps: parameters.steps, loop: parameters.loop});
    place.go("#/studio/walk");
  } else return toast("It began with a photo, which is not in it: choose that again.", "bad");
  toast("Its settings are back");
}
