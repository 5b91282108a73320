/** Deleting something, with what depends on it. */

import {h} from "../dom.js";
import {remove} from "../api.js";
import {confirm, toast} from "./dialog.js";
import {stateName} from "./basics.js";

/**
 * Asks, deletes, and asks again where something depends on it.
 *
 * @param path of what is to be deleted
 * @returns whether it is deleted
 */
export async function deleting(path, title, text) {
  let usedBy = null;
  const first = await confirm(title, text, "Delete", async () => {
    try {
      await remove(path);
    } catch (refusal) {
      if (refusal.status !== 409 || !refusal.problem.usedBy?.length) throw refusal;
      usedBy = refusal.problem.usedBy;
    }
  });
  if (!first) return false;
  if (usedBy && !await confirm("Something depends on it", dependents(usedBy), "Delete all of it", () => remove(`${path}?cascade=true`))) return false;
  toast("Deleted");
  return true;
}

const dependents = usedBy => h("div", {class: "stack"}, h("p", null, "What was made of it, or needs it, would be ended and deleted, too:"),
  h("ul", {class: "timeline"}, usedBy.map(one => h("li", null, `${one.kind} ${one.kind === "version" ? one.id : one.id.slice(0, 8)} (${stateName(one.state)})`))));
