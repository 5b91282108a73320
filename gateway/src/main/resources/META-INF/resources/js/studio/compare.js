/** Two pictures in one place, of which a slider shows the one more or the other. */

import {h} from "../dom.js";

export const compare = (before, after, names = ["before", "after"]) => [
  h("div", {class: "compare smooth", style: {"--cut": "50%"}}, h("img", {src: before, alt: names[0]}), h("img", {class: "after", src: after, alt: names[1]}),
    h("input", {type: "range", min: 0, max: 100, value: 50, "aria-label": `How much of ${names[0]} is seen`, oninput: event => event.target.parentElement.style.setProperty("--cut", `${event.target.value}%`)})),
  h("div", {class: "compare-names"}, names.map(name => h("span", null, name))),
];
