/** Asks for a key, where nothing can be seen without one. */

import {h} from "../dom.js";
import {View, heading} from "../view.js";
import {signIn} from "../api.js";
import {card, note, submit} from "../parts/basics.js";
import {text} from "../parts/fields.js";

export default class SignIn extends View {
  constructor(place) {
    super(place);
    this.wrong = null;
    this.asking = false;
  }

  get title() { return "Sign in"; }

  template() {
    return [
      heading("Sign in", "Whoever runs this system hands out keys."),
      card({class: "sign-in"}, h("form", {class: "form", onsubmit: event => this.send(event)},
        text("key", "Your key", {type: "password", autocomplete: "current-password", required: true, maxlength: 100, placeholder: "lk_…"}, {wide: true, error: this.wrong}),
        h("div", {class: "actions"}, submit(this.asking ? "One moment …" : "Sign in", {type: "submit", disabled: this.asking}))),
      note("The key is sent once and not kept. The browser keeps a cookie in its place, for twelve hours.")),
    ];
  }

  async send(event) {
    event.preventDefault();
    const field = event.target.elements.namedItem("key");
    this.set({asking: true, wrong: null});
    try {
      await signIn(field.value.trim());
      location.reload();
    } catch (refusal) {
      this.set({asking: false, wrong: refusal.status === 401 ? "This key is unknown, was revoked, or has expired." : refusal.message});
      field.focus();
    }
  }
}
