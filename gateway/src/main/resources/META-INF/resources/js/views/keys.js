/** Who may use the service: each key with its limits and what of them is used, and what becomes of it. */

import {h} from "../dom.js";
import {View, heading} from "../view.js";
import {get, remove, withQuery} from "../api.js";
import {bar, button, card, cardHead, empty, facts, link, message, note, pill} from "../parts/basics.js";
import {text} from "../parts/fields.js";
import {confirm, toast} from "../parts/dialog.js";
import {KeyForm} from "../parts/key-form.js";
import {LIMITS} from "../parts/key-limits.js";
import {NewKey} from "../parts/new-key.js";
import {ago, moment} from "../format.js";

const AGAIN_MILLIS = 15_000;

export default class Keys extends View {
  constructor(place) {
    super(place);
    this.who = place.who;
    this.mayLook = this.who.scopes.includes("admin");
    this.operator = this.mayLook && this.who.tenant === "main";
    this.tenant = place.query.tenant || this.who.tenant;
    this.form = new KeyForm({operator: this.operator, tenant: this.tenant, changed: () => this.draw(), done: made => this.made(made)});
    this.shown = null;
    const again = setInterval(() => document.hidden || this.mayLook && this.refresh(), AGAIN_MILLIS);
    this.endings.push(() => clearInterval(again));
  }

  get title() { return "Keys"; }

  async load() {
    if (this.mayLook) this.keys = await get(withQuery("/v1/keys", {tenant: this.operator ? this.tenant : null}));
  }

  template() {
    const crumbs = h("nav", {class: "crumbs", "aria-label": "Where this is"}, link("#/system", "System"));
    if (!this.mayLook) return [crumbs, heading("Keys", "Only an admin of the tenant sees its keys.")];
    return [
      crumbs,
      heading("Keys", "Who may use this system, for whom, and how much."),
      !this.who.keyRequired && this.open(),
      this.shown?.template(),
      this.list(),
      this.form.template(),
    ];
  }

  /** What is seen where everybody is let in. */
  open() {
    return message("", h("p", null, "Nobody on this machine needs a key now: whoever opens this page here is the operator. Who comes through a proxy needs one all the same."),
      h("p", null, "To have everybody asked for a key, start the system with ", h("code", null, "./likeness up --keys"), ". The operator's first key is then in ", h("code", null, ".likeness/data/operator.key"), "."));
  }

  list() {
    const [valid, ended] = [this.keys.filter(isValid), this.keys.filter(one => !isValid(one))];
    return card(null, cardHead(this.operator ? `Keys of ${this.tenant}` : "Your tenant's keys", this.operator && this.chooser()),
      valid.length ? h("ul", {class: "list"}, valid.map(one => this.key(one))) : empty("system", "No key yet", "Whoever is to use this system from elsewhere needs one."),
      ended.length > 0 && h("details", null, h("summary", null, `Revoked and expired (${ended.length})`), h("ul", {class: "list"}, ended.map(one => this.key(one)))));
  }

  chooser() {
    return h("form", {class: "form inline tenant-choice", onsubmit: event => {
      event.preventDefault();
      this.choose(event.target.elements.namedItem("tenant-shown").value.trim() || this.who.tenant);
    }}, text("tenant-shown", "Tenant", {value: this.tenant, maxlength: 100}), button("Show", null, {type: "submit"}));
  }

  async choose(tenant) {
    this.tenant = this.form.tenant = tenant;
    await this.refresh();
  }

  key(one) {
    const mine = one.id === this.who.keyId;
    return h("li", {class: "item", key: one.id}, h("div", null,
      h("div", {class: "item-head"}, h("strong", null, one.name), pill(isValid(one) ? one.scopes.join(", ") : one.revokedAt ? "revoked" : "expired", "soft")),
      facts([mine && "yours", `made ${ago(one.createdAt)}`, one.lastUsedAt ? `last used ${ago(one.lastUsedAt)}` : "never used", one.revokedAt ? `revoked ${ago(one.revokedAt)}` : one.expiresAt ? `until ${moment(one.expiresAt)}` : "valid until it is revoked", h("span", null, "id ", h("code", null, one.id))]),
      isValid(one) && h("ul", {class: "limits"}, LIMITS.map(limit => this.limit(one, limit)).filter(Boolean)),
      isValid(one) && h("div", {class: "actions"}, button("Revoke", () => this.revoke(one, mine), {kind: "quiet danger", "aria-label": `Revoke ${one.name}`}))));
  }

  limit(one, {name, label, told}) {
    const most = one.limits[name], used = one.used?.[name];
    if (most === undefined && used === undefined) return null;
    const words = used === undefined ? `${told(most)} at most` : most === undefined ? `${told(used)}, no limit` : `${told(used)} of ${told(most)}`;
    return h("li", {key: name}, h("span", null, label), h("span", null, words), used !== undefined && most !== undefined && bar(share(used, most), `${label} of ${one.name}`));
  }

  made(key) {
    this.tenant = key.tenant;
    this.shown = new NewKey(key, () => this.set({shown: null}));
    this.refresh().then(() => this.shown?.focus());
  }

  async revoke(one, mine) {
    const text = `Whoever uses it is refused from then on, on every gateway.${mine ? " You are signed in by it, and will be signed out." : ""} What was made with it stays.`;
    if (!await confirm(`Revoke ${one.name}?`, text, "Revoke it", () => remove(`/v1/keys/${one.id}`))) return;
    toast(`${one.name} is revoked`);
    if (this.shown?.key.id === one.id) this.shown = null;
    await this.refresh();
    this.root.querySelector("h1")?.focus();
  }
}

const isValid = one => !one.revokedAt && !(one.expiresAt && new Date(one.expiresAt) <= new Date());
const share = (used, most) => most > 0 ? Math.min(1, used / most) : 1;
