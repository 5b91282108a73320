/** The page: its frame, and which view is seen. */

import {h, render} from "./dom.js";
import {button, icon, symbolButton} from "./parts/basics.js";
import {isDark, switchTheme} from "./theme.js";
import * as live from "./live.js";
import * as api from "./api.js";
import * as uploads from "./uploads.js";
import {percent} from "./format.js";

const SECTIONS = [
  ["", "Start", "home"], ["datasets", "Datasets", "data"], ["training", "Training", "train"], ["studio", "Studio", "studio"], ["models", "Models", "models"], ["system", "System", "system"],
];

/** Views by the first parts of the path; `:` stands for any. Each is fetched when it is first looked at. */
const VIEWS = [
  ["", () => import("./views/start.js")],
  ["datasets", () => import("./views/datasets.js")],
  ["datasets/:", () => import("./views/dataset.js")],
  ["training", () => import("./views/trainings.js")],
  ["training/compare", () => import("./views/training-comparison.js")],
  ["training/:", () => import("./views/training.js")],
  ["studio", () => import("./studio/faces.js")],
  ["studio/edit", () => import("./studio/edit.js")],
  ["studio/walk", () => import("./studio/walk.js")],
  ["studio/photo", () => import("./studio/photo.js")],
  ["studio/:", () => import("./studio/generation.js")],
  ["models", () => import("./views/models.js")],
  ["models/:", () => import("./views/model.js")],
  ["models/:/compare", () => import("./views/version-comparison.js")],
  ["models/:/:", () => import("./views/version.js")],
  ["system", () => import("./views/system.js")],
  ["system/keys", () => import("./views/keys.js")],
];
const SIGN_IN = () => import("./views/sign-in.js");

let current = null, turn = 0, online = true, who = {scopes: [], keyRequired: false};

/** Whether nothing can be seen without a key, and none was shown. */
const isOutside = () => who.keyRequired && !who.tenant;

function placeOf(hash) {
  const [path, query] = hash.replace(/^#\/?/, "").split("?");
  return {path: path.split("/").filter(Boolean).map(decodeURIComponent), query: Object.fromEntries(new URLSearchParams(query)), who, go: to => { location.hash = to; }};
}

const fits = (pattern, path) => {
  const parts = pattern.split("/").filter(Boolean);
  return parts.length === path.length && parts.every((part, index) => part === ":" || part === path[index]);
};

async function show() {
  const mine = ++turn, place = placeOf(location.hash), [, seen] = VIEWS.find(([pattern]) => fits(pattern, place.path)) || VIEWS[0];
  const load = isOutside() ? SIGN_IN : seen;
  frame(place);
  const {default: Shown} = await load();
  if (mine !== turn) return;
  const main = document.getElementById("main"), first = current === null;
  current?.dispose();
  current = new Shown(place);
  window.scrollTo(0, 0);
  const loaded = current.mount(main);
  named();
  await loaded;
  if (mine !== turn) return;
  named();
  // Whoever listens to the page or walks it by keyboard begins at the new view's name.
  if (!first && !main.contains(document.activeElement)) main.querySelector("h1")?.focus({preventScroll: true});
}

function named() {
  document.title = current.title ? `${current.title} · Likeness` : "Likeness";
  document.getElementById("spoken").textContent = current.title;
}

function frame(place) {
  const running = uploads.overall();
  render(document.getElementById("frame"),
    h("a", {class: "brand", href: "#/", "aria-label": "Likeness, start"}, h("img", {src: "icon.svg", alt: "", width: 30, height: 30}), h("span", null, "Likeness")),
    !isOutside() && h("nav", {class: "sections", "aria-label": "Sections"}, SECTIONS.map(([name, text, symbol]) =>
      h("a", {href: `#/${name}`, ...((place.path[0] || "") === name ? {"aria-current": "page"} : {})}, icon(symbol), h("span", null, text)))),
    h("div", {class: "frame-end"},
      running && h("a", {class: "frame-upload", href: "#/datasets"}, `Uploading ${percent(running)}`),
      !online && h("span", {class: "frame-offline", role: "status"}, "Looking for the service …"),
      who.keyId && h("p", {class: "frame-who"}, h("span", {class: "unseen"}, "Signed in as "), h("strong", null, who.tenant), h("span", {title: `Key ${who.keyId}`}, ` ${who.scopes.join(", ")}`)),
      who.keyId && button("Sign out", () => api.signOut().then(() => location.reload()), {kind: "quiet"}),
      h("a", {class: "frame-help", href: "docs/"}, "Help"),
      symbolButton(isDark() ? "sun" : "moon", isDark() ? "Light colours" : "Dark colours", () => {
        switchTheme();
        frame(placeOf(location.hash));
      })));
}

window.addEventListener("hashchange", show);
window.addEventListener("likeness:online", event => {
  online = event.detail;
  frame(placeOf(location.hash));
});
// A file that misses its field must not take the page's place.
for (const kind of ["dragover", "drop"]) document.addEventListener(kind, event => event.preventDefault());
uploads.follow(() => frame(placeOf(location.hash)));
document.getElementById("skip").addEventListener("click", event => {
  event.preventDefault();
  document.querySelector("#main h1")?.focus();
});
window.addEventListener("likeness:signed-out", () => {
  if (isOutside()) return;
  who = {scopes: [], keyRequired: true};
  live.end();
  show();
});

try {
  who = await api.who();
} catch {
  // Each view says by itself that the service is away.
}
if (!isOutside()) live.start();
show();
