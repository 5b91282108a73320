/** Dialogs and short messages, which say what happened wherever the page is. */

import {h, render} from "../dom.js";
import {button, icon} from "./basics.js";

const layer = () => document.getElementById("dialogs");

/**
 * Opens a dialog, which keeps the focus until it is closed and gives it back then.
 *
 * @param template what is in it, given `close`; drawn again by the function that this returns
 */
export function dialog(label, template, {kind = "", onclose = () => {}, onkeydown} = {}) {
  const holder = document.createElement("div"), before = document.activeElement;
  layer().append(holder);
  let element = null;
  const close = () => element?.close();
  // Whoever goes to another view, be it by the back button, leaves it.
  window.addEventListener("hashchange", close, {once: true});
  const draw = () => render(holder, h("dialog", {class: `dialog ${kind}`, "aria-label": label, onkeydown, ref: opened => { element = opened || element; },
    onclick: event => { if (event.target === element) close(); },
    onclose: () => {
      window.removeEventListener("hashchange", close);
      render(holder);
      holder.remove();
      if (before?.isConnected) before.focus();
      onclose();
    }}, h("div", {class: "dialog-body"}, template({close}))));
  draw();
  element.showModal();
  return {draw, close};
}

/** Asks before something is done that cannot be undone; resolves to whether it was done. */
export function confirm(title, text, action, work) {
  return new Promise(resolve => {
    const state = {busy: false, refusal: null, done: false};
    const opened = dialog(title, ({close}) => [
      h("h2", null, title), typeof text === "string" ? h("p", null, text) : text,
      state.refusal && h("p", {class: "error", role: "alert"}, state.refusal.message),
      h("div", {class: "actions"}, button("Keep it", close, {autofocus: true}), button(action, async () => {
        state.busy = true;
        opened.draw();
        try {
          await work();
          state.done = true;
          close();
        } catch (refusal) {
          Object.assign(state, {busy: false, refusal});
          opened.draw();
        }
      }, {kind: "danger", disabled: state.busy}))], {onclose: () => resolve(state.done)});
  });
}

/** Says something for a moment, aloud for those who listen to the page. */
export function toast(text, tone = "good") {
  const shown = document.createElement("div");
  shown.className = `toast ${tone}`;
  render(shown, icon(tone === "bad" ? "warning" : "check"), h("span", null, text));
  document.getElementById("toasts").append(shown);
  setTimeout(() => shown.remove(), tone === "bad" ? 10_000 : 5_000);
}

/** Does something at the press of a button, and says why where it cannot be done. */
export const attempt = (work, done) => async () => {
  try {
    await work();
    if (done) toast(done);
  } catch (refusal) {
    toast(refusal.message, "bad");
  }
};
