/** What the doctor found in a dataset, with the images of it. */

import {h} from "../dom.js";
import {button, card, cardHead, message, note, pill} from "./basics.js";
import {count, counted, words} from "../format.js";

const GROUPS_SHOWN = 8, IMAGES_SHOWN = 12;

/** What each finding means, and what its button does. */
const TOLD = {
  NEAR_DUPLICATES: ["The same picture more than once", "Encoded again, mirrored, cut out a little otherwise, or lighter: the model learns it the more often.", "Keep one of each"],
  NEAR_DUPLICATES_ACROSS_PARTS: ["The same picture in several parts", "What validates or tests was learned by heart, so its numbers are too good.", "Put each into one part"],
  PERSON_ACROSS_PARTS: ["A person in several parts", "Validation and test are of people whom the model knows.", "Put each into one part"],
  CONTRADICTORY_LABELS: ["The same picture with different labels", "One of them is wrong.", "Drop these labels there"],
  CONTRADICTORY_PEOPLE: ["The same picture under different names", "One of them is wrong.", "Drop the names there"],
  UNUSUAL: ["Unlike all others", "Perhaps no face, or one that was cut out wrongly.", "Remove them"],
  BLURRED: ["Blurred", "Far less sharp than the others.", "Remove them"],
  DARK: ["Dark", "Far darker than the others. Look before you remove them: a dark face is no fault.", "Remove them"],
  BRIGHT: ["Bright", "Far brighter than the others.", "Remove them"],
};

/**
 * @param report null while the dataset is being examined
 * @param trouble why the report could not be read, if it could not
 * @param busy whether a version is being asked for
 * @param apply makes the next version of the dataset, in which a finding is dealt with
 */
export function doctor(dataset, report, trouble, busy, apply) {
  if (trouble) return card(null, cardHead("Doctor"), message("bad", trouble));
  if (!report) return card({"aria-live": "polite"}, cardHead("Doctor"), note("Looks for near duplicates, contradictions and outliers …"));
  if (report.failure) return card(null, cardHead("Doctor"), message("bad", `He could not look at it: ${report.failure.message}`));
  const constant = report.findings.filter(one => one.kind === "CONSTANT_LABEL");
  const told = report.findings.filter(one => TOLD[one.kind]);
  return card(null, cardHead("Doctor", told.length || constant.length ? told.map(one => pill(`${count(one.images)} ${words(one.kind.toLowerCase())}`, "soft")) : pill("nothing found", "good")),
    note(`${counted(report.images, "image")} looked at${report.compared < report.images ? `, ${count(report.compared)} of them for near duplicates` : ""}.`),
    constant.length > 0 && message("busy", `Labels with one value on all images that have them, of which nothing can be learned: ${constant.map(one => words(one.label)).join(", ")}`),
    constant.length > 0 && h("div", {class: "actions"}, button("Drop these labels", () => apply("CONSTANT_LABEL"), {disabled: busy})),
    told.map(one => finding(dataset, one, busy, apply)),
    (told.length > 0 || constant.length > 0) && note("Each button makes the next version of the dataset; this one stays as it is."));
}

function finding(dataset, {kind, groups, images, shown}, busy, apply) {
  const [title, meaning, remedy] = TOLD[kind];
  const several = groups > 1 || shown[0]?.of;
  return h("div", {class: "stack", key: kind}, h("h3", null, title), note(`${several ? `${counted(groups, "time")}, ` : ""}${counted(images, "image")}. ${meaning}`),
    shown.slice(0, several ? GROUPS_SHOWN : 1).map((group, k) => h("div", {key: k, class: "stack"}, group.of && note(words(group.of)),
      h("ul", {class: "samples small found"}, group.images.slice(0, several ? IMAGES_SHOWN : group.images.length).map(one => h("li", {key: one.index},
        h("img", {src: `${dataset.links.self}/images/${one.index}.png`, alt: one.source, title: `${one.source}\n${one.split.toLowerCase()}`, loading: "lazy", width: 72, height: 72})))))),
    h("div", {class: "actions"}, button(remedy, () => apply(kind), {disabled: busy})),
    groups > GROUPS_SHOWN && several && note(`${count(groups - GROUPS_SHOWN)} more: ${dataset.links.doctor}`));
}
