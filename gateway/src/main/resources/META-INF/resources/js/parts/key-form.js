/** How a key is asked for. */

import {h} from "../dom.js";
import {card, cardHead, message, submit} from "./basics.js";
import {numeric, select, text} from "./fields.js";
import {LIMITS} from "./key-limits.js";
import {post} from "../api.js";

const SCOPES = [["read", "Read", "See all that there is."], ["generate", "Generate", "Also draw faces."], ["train", "Train", "Also upload, import, train, roll out and delete."], ["admin", "Admin", "All of it, and see to keys and webhooks."]];
const DAYS = [["", "until it is revoked"], ["7", "for 7 days"], ["30", "for 30 days"], ["90", "for 90 days"], ["365", "for a year"]];
const DAY_MILLIS = 86_400_000;

/** What somebody has filled in; lives as long as the view. */
export class KeyForm {
  /** @param changed told when it is to be drawn anew; @param done told of a key that was made */
  constructor({operator, tenant, changed, done}) {
    Object.assign(this, {operator, tenant, changed, done, busy: false});
    this.#empty();
  }

  #empty() {
    Object.assign(this, {name: "", scopes: new Set(["generate"]), days: "", limits: {}, refusal: null});
  }

  template() {
    const refused = field => this.refusal?.of?.(field), told = ["name", "tenant", "scopes", "expiresAt", ...LIMITS.map(one => `limits.${one.name}`)].some(refused);
    return card(null, cardHead("Make a key"), h("form", {class: "form", onsubmit: event => this.#send(event), "aria-label": "Make a key"},
      text("key-name", "Name", {value: this.name, required: true, maxlength: 100, placeholder: "the shop", oninput: event => { this.name = event.target.value; }}, {hint: "Who or what uses it.", error: refused("name")}),
      this.operator && text("key-tenant", "Tenant", {value: this.tenant, required: true, maxlength: 100, oninput: event => { this.tenant = event.target.value; }}, {hint: "Whose things it sees; a new name is a new tenant.", error: refused("tenant")}),
      select("key-days", "Valid", DAYS, {value: this.days, onchange: event => { this.days = event.target.value; }}, {error: refused("expiresAt")}),
      h("fieldset", {class: "field wide"}, h("legend", null, "What it may do"), h("div", {class: "presets four"}, SCOPES.map(([value, name, meaning]) =>
        h("label", {class: "preset", key: value}, h("input", {type: "checkbox", name: `key-may-${value}`, checked: this.scopes.has(value), onchange: event => { this.scopes[event.target.checked ? "add" : "delete"](value); }}), h("b", null, name), h("span", null, meaning)))),
      refused("scopes") && h("p", {class: "error", role: "alert"}, refused("scopes"))),
      h("details", {class: "wide", ...(told ? {open: true} : {})}, h("summary", null, "Limits"), h("div", {class: "form"}, LIMITS.map(one =>
        numeric(`key-${one.name}`, one.typed || one.label, {value: this.limits[one.name] ?? "", min: one.least, step: "any", placeholder: "no limit", oninput: event => { this.limits[one.name] = event.target.value; }},
          {hint: one.hint, error: refused(`limits.${one.name}`)})))),
      this.refusal && !told && message("bad", this.refusal.message),
      h("div", {class: "actions"}, submit(this.busy ? "Asking …" : "Make the key", {disabled: this.busy}))));
  }

  #request() {
    const limits = Object.fromEntries(LIMITS.filter(one => (this.limits[one.name] ?? "") !== "").map(one => [one.name, one.sent(this.limits[one.name])]));
    return {name: this.name.trim(), scopes: [...this.scopes], ...(this.operator ? {tenant: this.tenant.trim()} : {}), ...(Object.keys(limits).length ? {limits} : {}),
      ...(this.days ? {expiresAt: new Date(Date.now() + Number(this.days) * DAY_MILLIS).toISOString()} : {})};
  }

  async #send(event) {
    event.preventDefault();
    if (this.busy) return;
    Object.assign(this, {busy: true, refusal: null});
    this.changed();
    try {
      const made = await post("/v1/keys", this.#request());
      this.busy = false;
      this.#empty();
      this.done(made);
    } catch (refusal) {
      Object.assign(this, {busy: false, refusal});
      this.changed();
    }
  }
}
