/** How the system is, in words, and what it could not do. */

import {h} from "../dom.js";
import {View, heading} from "../view.js";
import {find, get, post} from "../api.js";
import {button, card, cardHead, definition, linkButton, message, note, pill} from "../parts/basics.js";
import {select} from "../parts/fields.js";
import {attempt} from "../parts/dialog.js";
import {bytes, count, counted, moment, money, sentence, words} from "../format.js";

const AGAIN_MILLIS = 15_000, MODELS_SHOWN = 8;
const CHECKS = {"Database connections health check": "database", "SmallRye Reactive Messaging - readiness check": "events (Kafka)", "SmallRye Reactive Messaging - liveness check": "event channels", "background loops": "background work"};
const STATES = [["new", "not decided"], ["replayed", "replayed"], ["discarded", "discarded"], ["", "all"]];

/** What is the operator's business is left out for everybody else. */
const notMine = refusal => {
  if (refusal.status !== 403) throw refusal;
  return null;
};

export default class System extends View {
  constructor(place) {
    super(place);
    this.state = "new";
    this.opened = new Map();
    const again = setInterval(() => document.hidden || this.refresh(), AGAIN_MILLIS);
    this.endings.push(() => clearInterval(again));
  }

  get title() { return "System"; }

  async load() {
    const [health, parts, letters, storage, spending] = await Promise.all([readiness(), get("/v1/status").catch(() => []), find(`/v1/dead-letters?limit=50${this.state && `&state=${this.state}`}`).catch(notMine), find("/v1/storage").catch(notMine), find("/v1/spending")]);
    Object.assign(this, {health, parts, letters, storage, spending});
  }

  template() {
    const down = [...this.parts.filter(one => !one.ready).map(one => one.name), ...this.health.filter(one => !one.up).map(one => one.name)];
    return [
      heading("System", "What runs, and what could not be done.", this.place.who.scopes.includes("admin") && linkButton("#/system/keys", "Keys"), linkButton("/q/swagger-ui", "Interface (API)"), linkButton("/q/openapi?format=json", "OpenAPI", {kind: "quiet"}), linkButton("/q/metrics", "Measures", {kind: "quiet"})),
      down.length ? message("bad", `Not ready: ${down.join(", ")}. What needs it waits and goes on by itself once it is back.`) : message("good", "All of it is ready."),
      card(null, cardHead("Parts"), h("div", {class: "lights"}, pill("gateway", "good"), this.parts.map(one => pill(one.name, one.ready ? "good" : "bad")), this.health.map(one => pill(one.name, one.up ? "good" : "bad")))),
      this.spent(),
      this.stored(),
      this.dead(),
    ];
  }

  spent() {
    const {spending} = this;
    if (!spending) return null;
    const inCurrency = cost => money({cost, currency: spending.currency});
    return card(null, cardHead("Cost this month"),
      definition([["Trainings", `${count(spending.trainings)}, ${spending.cpuHours > 0 && spending.cpuHours < 0.01 ? "under 0.01" : spending.cpuHours.toFixed(2)} CPU hours`], ["Spent", inCurrency(spending.cost)], ["Expected beyond", spending.expected > 0 && inCurrency(spending.expected)],
        ["Left of the budget", spending.budget !== undefined && `${inCurrency(spending.left)} of ${inCurrency(spending.budget)}`], ...spending.models.slice(0, MODELS_SHOWN).map(one => [one.model, `${inCurrency(one.cost)} for ${counted(one.trainings, "training")}`])]));
  }

  stored() {
    return this.storage?.length > 0 && card(null, cardHead("Storage"), definition(this.storage.map(one => [sentence(one.bucket), `${bytes(one.bytes)} in ${counted(one.objects, "object")}`])),
      note("To free some, delete datasets, trainings, versions and generations where they are shown."));
  }

  dead() {
    if (!this.letters) return null;
    const letters = this.letters.letters || this.letters.items || [];
    return card(null, cardHead("Dead letters", h("div", {style: {width: "160px"}}, select("letter-state", "Which", STATES, {value: this.state, onchange: event => {
      this.state = event.target.value;
      this.refresh();
    }}))),
    note("Records that a service could not handle. Once its cause is gone, a record can be sent to it again."),
    letters.length === 0 ? message("good", this.state === "new" ? "There is none to decide on." : "There is none.") : h("ul", {class: "list"}, letters.map(one => this.letter(one))));
  }

  letter(one) {
    const decide = wish => attempt(async () => {
      await post(`${one.links.self}/${wish}`);
      await this.refresh();
    }, wish === "replay" ? "Sent again" : "Discarded");
    const details = this.opened.get(one.id);
    return h("li", {class: "item", key: one.id}, h("div", null,
      h("div", {class: "item-head"}, h("strong", null, sentence(one.code.toLowerCase())), pill(one.state === "new" ? "not decided" : one.state, one.state === "new" ? "busy" : "soft")),
      note(one.reason), note(`${one.type || "A record"} of ${one.topic}${one.consumer ? `, for the ${words(one.consumer)}` : ""}, ${moment(one.failedAt)}`),
      details && h("pre", {class: "payload", tabindex: 0, "aria-label": "Its content"}, JSON.stringify(details.payload ?? details.payloadBase64, null, 2)),
      h("div", {class: "actions"}, one.state !== "discarded" && !one.ended && button("Send again", decide("replay")), one.state !== "discarded" && button("Discard", decide("discard"), {kind: "quiet danger"}),
        !details && button("Look inside", attempt(async () => {
          this.opened.set(one.id, await get(one.links.self));
          this.draw();
        }), {kind: "quiet"}))));
  }
}

/** The gateway's own checks; they answer 503 where one of them fails, and say which. */
async function readiness() {
  const response = await fetch("/q/health/ready").catch(() => null);
  if (!response) return [{name: "gateway", up: false}];
  const {checks} = await response.json();
  return checks.map(one => ({name: CHECKS[one.name] || one.name, up: one.status === "UP"}));
}
