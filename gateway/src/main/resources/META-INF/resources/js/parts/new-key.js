/** A key that was made just now: the only time that anybody sees it. */

import {h} from "../dom.js";
import {button, card, cardHead, note} from "./basics.js";
import {text} from "./fields.js";
import {toast} from "./dialog.js";

export class NewKey {
  /** @param key as the service answered, with the key itself; @param done told when it is to be hidden */
  constructor(key, done) {
    Object.assign(this, {key, done, field: null});
  }

  template() {
    return card({class: "new-key", "aria-label": "The new key"}, cardHead(`The key of ${this.key.name}`),
      text("new-key", "Copy it now: nobody can show it again.", {value: this.key.key, readOnly: true, class: "secret", onfocus: event => event.target.select(), ref: element => { this.field = element || this.field; }}),
      h("div", {class: "actions"}, button("Copy", event => this.copy(event.currentTarget), {kind: "primary"}), button("I have it", this.done)),
      note("It is sent with each request: ", h("code", null, "Authorization: Bearer lk_…"), ". Whoever signs in on the page types it there."));
  }

  /** Goes there, whoever listens hears what it is. */
  focus() {
    this.field?.focus();
    this.field?.scrollIntoView({block: "center"});
  }

  /** The older of two ways, which browsers allow without https, too. */
  copy(pressed) {
    this.field.focus();
    this.field.select();
    if (!document.execCommand("copy")) return toast("It is selected: copy it by the keyboard", "bad");
    pressed.focus();
    toast("Copied");
  }
}
