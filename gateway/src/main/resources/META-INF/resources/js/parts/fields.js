/** Fields of forms: a label, what it means, and what was refused, each tied to the field for those who do not see it. */

import {h} from "../dom.js";
import {symbolButton} from "./basics.js";
import {words} from "../format.js";

let made = 0;
const ids = new Map();
const idOf = name => {
  if (!ids.has(name)) ids.set(name, `field-${++made}`);
  return ids.get(name);
};

/** Wraps a control, which `control` makes of its id and what describes it. */
export function field(name, label, control, {hint, error, wide} = {}) {
  const id = idOf(name);
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return h("div", {class: `field${wide ? " wide" : ""}${error ? " refused" : ""}`},
    h("label", {for: id}, label),
    control({id, name, ...(described ? {"aria-describedby": described} : {}), ...(error ? {"aria-invalid": "true"} : {})}),
    hint && h("p", {class: "hint", id: `${id}-hint`}, hint),
    error && h("p", {class: "error", id: `${id}-error`, role: "alert"}, error));
}

export const text = (name, label, props = {}, more = {}) => field(name, label, own => h("input", {type: "text", autocomplete: "off", spellcheck: "false", ...own, ...props}), more);
export const numeric = (name, label, props = {}, more = {}) => field(name, label, own => h("input", {type: "number", inputmode: "decimal", ...own, ...props}), more);
export const area = (name, label, props = {}, more = {}) => field(name, label, own => h("textarea", {rows: 3, spellcheck: "false", ...own, ...props}), more);
export const select = (name, label, options, props = {}, more = {}) => field(name, label, own => h("select", {...own, ...props},
  options.map(([value, shown]) => h("option", {value, key: value, selected: String(props.value) === String(value)}, shown))), more);

/** Radio buttons that look like parts of one control. */
export const segmented = (name, label, options, value, onchange) => h("fieldset", {class: "field segmented"}, h("legend", null, label),
  h("div", null, options.map(([option, shown]) => h("label", null,
    h("input", {type: "radio", name, value: option, checked: String(option) === String(value), onchange: () => onchange(option)}), h("span", null, shown)))));

export const toggle = (name, label, checked, onchange, props = {}) => h("label", {class: "toggle"},
  h("input", {type: "checkbox", name, checked, onchange: event => onchange(event.target.checked), ...props}), h("span", {"aria-hidden": "true"}), label);

/** A slider with its value beside it. */
export function slider({name, label, least, most, step, value, told = String, onslide, onremove}) {
  const id = idOf(`slider-${name}`);
  return h("div", {class: "slider", key: name}, h("label", {for: id}, label), h("output", {for: id}, told(value)),
    h("input", {type: "range", id, min: least, max: most, step, value, "aria-valuetext": told(value), oninput: event => onslide(Number(event.target.value))}),
    onremove && symbolButton("close", `Without ${label}`, onremove));
}

/**
 * Names, each of which becomes a slider once it is chosen.
 *
 * @param options name, least, most, step and start of each that there is
 * @param values of those that are chosen, by name
 */
export function knobs({name, label, options, values, none, told, change}) {
  const left = options.filter(one => !(one.name in values));
  return h("div", {class: "knobs"},
    options.filter(one => one.name in values).map(one => slider({name: `${name}-${one.name}`, label: words(one.name), ...one, value: values[one.name], told: told || one.told || String,
      onslide: value => change({...values, [one.name]: value}),
      onremove: () => change(Object.fromEntries(Object.entries(values).filter(([other]) => other !== one.name)))})),
    options.length === 0 ? h("p", {class: "note"}, none) : left.length > 0 && h("select", {"aria-label": label, value: "", onchange: event => {
      const chosen = options.find(one => one.name === event.target.value);
      event.target.value = "";
      if (chosen) change({...values, [chosen.name]: chosen.start});
    }}, h("option", {value: ""}, label), left.map(one => h("option", {value: one.name, key: one.name}, words(one.name)))));
}

/** A field for files, which takes what is dropped on it, too. */
export function dropZone({label, text: told, accept, multiple = true, onfiles, compact}) {
  const dropped = async event => {
    event.preventDefault();
    event.currentTarget.classList.remove("over");
    const entries = [...event.dataTransfer.items].map(item => item.webkitGetAsEntry?.()).filter(Boolean);
    const files = entries.some(entry => entry.isDirectory) ? (await Promise.all(entries.map(filesOf))).flat() : [...event.dataTransfer.files];
    if (files.length) onfiles(multiple ? files : files.slice(0, 1));
  };
  return h("label", {class: `drop-zone${compact ? " compact" : ""}`,
    ondragover: event => { event.preventDefault(); event.currentTarget.classList.add("over"); },
    ondragleave: event => event.currentTarget.classList.remove("over"), ondrop: dropped},
  h("input", {type: "file", accept, multiple, onchange: event => {
    const files = [...event.target.files];
    event.target.value = "";
    if (files.length) onfiles(files);
  }}),
  h("strong", null, label), told && h("span", null, told));
}

/** The files of a folder that was dropped, and of those in it, each with its `path`. */
async function filesOf(entry) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [Object.assign(file, {path: entry.fullPath.replace(/^\//, "")})];
  }
  const reader = entry.createReader(), found = [];
  // A reader gives some at a time, until it gives none.
  for (let some = await read(reader); some.length; some = await read(reader)) found.push(...some);
  return (await Promise.all(found.map(filesOf))).flat();
}

const read = reader => new Promise((resolve, reject) => reader.readEntries(resolve, reject));
