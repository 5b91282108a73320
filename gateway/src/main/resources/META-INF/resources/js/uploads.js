/**
 * Files on their way to the service: resumable (tus 1.0) where it can, else each as one body. They go on while the page shows
 * something else; after a reload whoever chooses the same file again goes on where it stopped.
 */

import {Refusal, get} from "./api.js";
import {keep, recall} from "./store.js";

const CHUNK = 8 << 20, FORGET_MILLIS = 24 * 3600 * 1000, TRIES = 5, TUS = {"Tus-Resumable": "1.0.0"};
const listeners = new Set();
const all = [];

/** Whether the service may know tus, until it has shown that it does not. */
let tus = true;

/** Calls `changed` as uploads move. Returns a function that ends it. */
export function follow(changed) {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

let told = false;
function tell() {
  if (told) return;
  told = true;
  setTimeout(() => {
    told = false;
    listeners.forEach(changed => changed());
  }, 100);
}

/** Share of what is on its way; null where nothing is. */
export function overall() {
  const moving = all.filter(one => ["waiting", "sending"].includes(one.state));
  const size = moving.reduce((sum, one) => sum + one.file.size, 0);
  return moving.length ? moving.reduce((sum, one) => sum + one.sent, 0) / Math.max(1, size) : null;
}

/** Files that were on their way when the page was left, and can be gone on with. */
export const interrupted = () => remembered().filter(one => !all.some(other => other.fingerprint === one.fingerprint));
export const forget = fingerprint => {
  keep("uploads", remembered().filter(one => one.fingerprint !== fingerprint));
  tell();
};

const remembered = () => recall("uploads", []).filter(one => Date.now() - one.at < FORGET_MILLIS);
const fingerprintOf = file => `${file.name}:${file.size}:${file.lastModified}`;

// The browser asks before it leaves what would have to be begun anew.
window.addEventListener("beforeunload", event => {
  if (all.some(one => one.state === "sending" && !one.resumable)) event.preventDefault();
});

/** Begins to send a file. */
export function send(file) {
  const known = all.find(one => one.fingerprint === fingerprintOf(file) && one.state !== "refused");
  if (known) return known;
  const upload = new Sending(file);
  all.push(upload);
  upload.start();
  return upload;
}

/** A file on its way. `state` is waiting, sending, paused, done or refused. */
class Sending {
  constructor(file) {
    this.file = file;
    this.fingerprint = fingerprintOf(file);
    this.state = "waiting";
    this.sent = 0;
    this.speed = 0;
    this.refusal = null;
    this.upload = null;
    this.location = remembered().find(one => one.fingerprint === this.fingerprint)?.location || null;
    this.ended = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    this.ended.catch(() => {});
  }

  get name() { return this.file.name; }

  /** Whether it can be paused: without tus a pause begins anew. */
  get resumable() { return this.location !== null; }

  get secondsLeft() { return this.speed ? (this.file.size - this.sent) / this.speed : undefined; }

  async start() {
    this.#become("sending");
    this.mark = {at: performance.now(), sent: this.sent};
    try {
      this.upload = await this.#send();
      this.sent = this.file.size;
      forget(this.fingerprint);
      this.#become("done");
      this.resolve(this.upload);
    } catch (refusal) {
      if (this.state !== "sending") return;
      this.refusal = refusal;
      this.#become("refused");
    }
  }

  pause() {
    this.#become("paused");
    this.request?.abort();
  }

  /** Ends it, and takes away what has arrived. */
  cancel() {
    this.#become("cancelled");
    this.request?.abort();
    all.splice(all.indexOf(this), 1);
    forget(this.fingerprint);
    const there = this.location || (this.upload && `/v1/uploads/${this.upload.id}`);
    if (there) fetch(there, {method: "DELETE", headers: this.location ? TUS : {}}).catch(() => {});
    this.reject(new Error("It was cancelled."));
    tell();
  }

  #become(state) {
    this.state = state;
    if (state !== "sending") this.speed = 0;
    tell();
  }

  async #send() {
    for (let tries = 0; ; tries++) {
      try {
        return this.location || await this.#create() ? await this.#resume() : await this.#whole();
      } catch (refusal) {
        if (this.state !== "sending" || tries >= TRIES || (refusal.status >= 400 && refusal.status < 500 && ![409, 429].includes(refusal.status))) throw refusal;
        await new Promise(resolve => setTimeout(resolve, 1000 * 2 ** tries));
        if (this.state !== "sending") throw refusal;
      }
    }
  }

  /** Asks for a place for it; false where the service knows nothing of tus. */
  async #create() {
    if (!tus) return false;
    const answer = await fetch("/v1/uploads", {method: "POST", headers: {...TUS, "Upload-Length": this.file.size,
      "Upload-Metadata": `filename ${base64(this.file.name)}`}});
    tus = answer.headers.get("Tus-Resumable") !== null || answer.status >= 500 || [401, 403, 429].includes(answer.status);
    if (!tus) return false;
    if (answer.status !== 201) throw new Refusal(answer.status, await answer.json().catch(() => ({})));
    this.location = new URL(answer.headers.get("Location"), location.href).pathname;
    keep("uploads", [...remembered().filter(one => one.fingerprint !== this.fingerprint),
      {fingerprint: this.fingerprint, name: this.file.name, size: this.file.size, location: this.location, at: Date.now()}]);
    return true;
  }

  async #resume() {
    const answer = await fetch(this.location, {method: "HEAD", headers: TUS});
    if ([403, 404, 410].includes(answer.status)) {
      this.location = null;
      this.sent = 0;
      throw new Refusal(0, {detail: "What had arrived of it is gone."});
    }
    if (!answer.ok) throw new Refusal(answer.status, {});
    this.sent = Number(answer.headers.get("Upload-Offset") ?? this.file.size);
    while (this.sent < this.file.size) {
      const from = this.sent;
      const taken = await this.#transfer("PATCH", this.location, this.file.slice(from, from + CHUNK),
        {...TUS, "Upload-Offset": from, "Content-Type": "application/offset+octet-stream"}, from);
      this.sent = Number(taken.getResponseHeader("Upload-Offset"));
    }
    return this.#whenWhole();
  }

  /** After the last byte the service may still be putting it away. */
  async #whenWhole() {
    let upload = await get(this.location);
    while (upload.status === "receiving" && this.state === "sending") {
      await new Promise(resolve => setTimeout(resolve, 300));
      upload = await get(this.location);
    }
    return upload;
  }

  async #whole() {
    this.sent = 0;
    const answer = await this.#transfer("POST", `/v1/uploads?fileName=${encodeURIComponent(this.file.name)}`, this.file, {"Content-Type": "application/octet-stream"}, 0);
    return JSON.parse(answer.responseText);
  }

  /** The only way in which a browser tells how much it has sent. */
  #transfer(method, path, body, headers, before) {
    return new Promise((resolve, reject) => {
      const request = this.request = new XMLHttpRequest();
      request.open(method, path);
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
      request.upload.addEventListener("progress", event => this.#progress(before + event.loaded));
      request.addEventListener("load", () => request.status < 300 ? resolve(request) : reject(new Refusal(request.status, problemOf(request))));
      request.addEventListener("error", () => reject(new Refusal(0, {detail: "The connection was lost."})));
      request.addEventListener("abort", () => reject(new Refusal(0, {detail: "It was stopped."})));
      request.send(body);
    });
  }

  #progress(sent) {
    this.sent = sent;
    const now = performance.now(), seconds = (now - this.mark.at) / 1000;
    if (seconds > 0.5) {
      const speed = (sent - this.mark.sent) / seconds;
      this.speed = this.speed ? 0.7 * this.speed + 0.3 * speed : speed;
      this.mark = {at: now, sent};
    }
    tell();
  }
}

function problemOf(request) {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return {};
  }
}

const base64 = text => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
