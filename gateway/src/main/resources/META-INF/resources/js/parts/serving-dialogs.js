/** Changing what serves, with a reason that stays. */

import {h} from "../dom.js";
import {post} from "../api.js";
import {button, submit} from "./basics.js";
import {text} from "./fields.js";
import {dialog, toast} from "./dialog.js";

/** Asks for a reason and does something with it; resolves to whether it was done. */
export function reasoned(title, explanation, action, work, kind = "primary") {
  return new Promise(resolve => {
    const state = {reason: "", busy: false, refusal: null, done: false};
    const opened = dialog(title, ({close}) => h("form", {class: "stack", onsubmit: async event => {
      event.preventDefault();
      Object.assign(state, {busy: true, refusal: null});
      opened.draw();
      try {
        await work(state.reason.trim());
        state.done = true;
        close();
      } catch (refusal) {
        Object.assign(state, {busy: false, refusal});
        opened.draw();
      }
    }}, h("h2", null, title), h("p", {class: "note"}, explanation),
    text("reason", "Reason", {value: state.reason, required: true, maxlength: 500, autofocus: true, oninput: event => { state.reason = event.target.value; }}, {hint: "One sentence for whoever reads the history.", error: state.refusal?.message}),
    h("div", {class: "actions"}, submit(action, {class: `button ${kind}`, disabled: state.busy}), button("Leave it", close))), {onclose: () => resolve(state.done)});
  });
}

export const promoting = (path, serving, version, refused) => reasoned(`Have version ${version} serve?`,
  refused ? "The quality gate refused it. It serves all the same, and the history says so." : "Generators change over within seconds and drop no request.", refused ? "Overrule the gate" : "Promote",
  async reason => {
    await post(`${path}/promote`, {version, reason, revision: serving.revision, by: "the page", ...(refused ? {overrule: true} : {})});
    toast(`Version ${version} serves`);
  });

export const takingBack = (path, serving) => reasoned(`Take back to version ${serving.fallback}?`, "All that served since is taken back with it, and is gone back to only by its number.", "Take back", async reason => {
  await post(`${path}/rollback`, {reason, revision: serving.revision, by: "the page"});
  toast(`Version ${serving.fallback} serves`);
}, "danger");
