/** One face large, and what can be made of it. Arrow keys go from face to face. */

import {h} from "../dom.js";
import {button, definition, linkButton, symbolButton} from "../parts/basics.js";
import {attempt, dialog, toast} from "../parts/dialog.js";
import {toggle} from "../parts/fields.js";
import {words} from "../format.js";
import {keep, recall} from "../store.js";
import {change, pick} from "./session.js";
import {originAt, queryOf, sourceOf} from "./source.js";
import {nameOf, pictureOf, saveText} from "./gallery.js";

/** @param first which face of the job is seen first */
export function lightbox(job, first, place) {
  const state = {k: first, origin: null, smooth: recall("smooth", false)};
  const opened = dialog("A face", ({close}) => template(state, job, {close, go, draw, place}), {kind: "lightbox", onkeydown: event => {
    if (event.target.matches("input")) return;
    if (event.key === "ArrowRight") go(1);
    if (event.key === "ArrowLeft") go(-1);
  }});
  function draw() { opened.draw(); }
  function go(by) {
    Object.assign(state, {k: (state.k + by + job.count) % job.count, origin: null});
    draw();
    know();
  }
  async function know() {
    const {k} = state, origin = await originAt(pictureOf(job, k)).catch(() => null);
    if (k !== state.k) return;
    state.origin = origin;
    draw();
  }
  know();
  return opened;
}

function template(state, job, {close, go, draw, place}) {
  const src = pictureOf(job, state.k), name = `${nameOf(job)}-${state.k}`;
  const withSource = work => attempt(async () => {
    const source = await sourceOf(src, state.origin || {operation: job.operation, model: job.model, version: job.version});
    close();
    work(source);
  });
  return [
    h("div", {class: state.smooth ? "smooth" : "pixelated"},
      h("img", {class: "big", src, alt: `Face ${state.k + 1} of ${job.count}`}),
      h("div", {class: "walk"}, symbolButton("left", "The face before", () => go(-1)), h("span", {"aria-live": "polite"}, `${state.k + 1} of ${job.count}`), symbolButton("right", "The next face", () => go(1)))),
    h("div", {class: "side"},
      h("div", {class: "side-head"}, h("h2", null, `Face ${state.k + 1}`), symbolButton("close", "Close", close)),
      h("div", {class: "actions"},
        button("More like this", withSource(source => { change({like: source, model: source.model, version: String(source.version)}); place.go(`#/studio?like=${encodeURIComponent(src)}`); }), {kind: "primary"}),
        button("Edit it", withSource(source => place.go(`#/studio/edit?${queryOf(source)}`))),
        button("Add to the walk", withSource(source => { pick(source); toast("It waits in the walk"); })),
        linkButton(src, "Download", {symbol: "download", download: `${name}.png`}),
        button("Its settings", () => saveText(JSON.stringify(state.origin, null, 2), `${name}.json`), {symbol: "download", disabled: !state.origin})),
      toggle("smooth", "Smooth", state.smooth, smooth => {
        keep("smooth", smooth);
        state.smooth = smooth;
        draw();
      }),
      state.origin && definition([["Model", `${state.origin.model}, version ${state.origin.version}`], ["Seed", String(state.origin.seed)], ["Place", String(state.origin.index)], ["Made by", words(state.origin.operation)],
        ["Temperature", state.origin.parameters.temperature], ["Labels", list(state.origin.parameters.labels)], ["Changed", list(state.origin.parameters.attributes)], ["Difference", state.origin.parameters.strength]])),
  ];
}

const list = values => Object.entries(values || {}).map(([name, value]) => `${words(name)} ${value}`).join(", ") || undefined;
