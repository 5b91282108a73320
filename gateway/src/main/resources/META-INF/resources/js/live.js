/**
 * What changes, from one stream of events; where the service has none, by asking seldom, and often only while something works.
 * A page that nobody sees is told nothing until it is looked at again.
 */

const QUIET_MILLIS = 30_000, NEW_MILLIS = 6_000, NEW_FOR_MILLIS = 60_000, BUSY_MILLIS = 2_000, AGAIN_MILLIS = 5_000, GATHER_MILLIS = 120;

const listeners = new Set();
let stream = null, streamed = null, lost = false, gathering = null, polling = null;
const gathered = new Map();

/**
 * Calls `changed` with a set of ids (empty: any) each time that something of one of the kinds may have changed.
 *
 * @param busy whether the caller shows something that works, of which it wants to hear soon
 * @returns a function that ends it
 */
export function follow(kinds, changed, busy = () => false) {
  const listener = {kinds: new Set(kinds), changed, busy, since: Date.now(), at: Date.now()};
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether the page hears of changes as they happen. */
export const isStreamed = () => streamed === true;

export function start() {
  document.addEventListener("visibilitychange", turned);
  resume();
}

/** Hears of nothing more. */
export function end() {
  document.removeEventListener("visibilitychange", turned);
  stop();
}

const turned = () => document.hidden ? stop() : resume();

function resume() {
  if (streamed !== false) connect();
  schedule();
  tell("*", null);
}

function stop() {
  stream?.close();
  stream = null;
  clearTimeout(polling);
}

function connect() {
  if (stream) return;
  stream = new EventSource("/v1/events");
  stream.addEventListener("open", () => {
    if (lost) tell("*", null);
    streamed = true;
    lost = false;
    window.dispatchEvent(new CustomEvent("likeness:online", {detail: true}));
  });
  stream.addEventListener("changed", event => {
    const {kind, id} = JSON.parse(event.data);
    tell(kind, id);
  });
  stream.addEventListener("error", () => {
    lost = true;
    if (stream?.readyState !== EventSource.CLOSED) return window.dispatchEvent(new CustomEvent("likeness:online", {detail: false}));
    stream = null;
    // A service without such a stream refuses it at once; one that had it is coming back.
    if (streamed === null) streamed = false;
    else setTimeout(() => document.hidden || connect(), AGAIN_MILLIS);
  });
}

/** Changes of one moment are told together. */
function tell(kind, id) {
  if (!gathered.has(kind)) gathered.set(kind, new Set());
  if (id) gathered.get(kind).add(id);
  gathering ??= setTimeout(() => {
    gathering = null;
    const kinds = new Map(gathered);
    gathered.clear();
    for (const listener of [...listeners]) {
      const mine = [...kinds].filter(([one]) => one === "*" || listener.kinds.has(one));
      if (mine.length) call(listener, new Set(kinds.has("*") ? [] : mine.flatMap(([, ids]) => [...ids])));
    }
  }, GATHER_MILLIS);
}

function call(listener, ids) {
  listener.at = Date.now();
  listener.changed(ids);
}

function schedule() {
  clearTimeout(polling);
  polling = setTimeout(() => {
    if (streamed !== true) poll();
    schedule();
  }, BUSY_MILLIS);
}

function poll() {
  for (const listener of [...listeners]) {
    // Whoever has just come to a view waits for something more often than whoever has it open all day.
    const wait = listener.busy() ? BUSY_MILLIS : Date.now() - listener.since < NEW_FOR_MILLIS ? NEW_MILLIS : QUIET_MILLIS;
    if (Date.now() - listener.at >= wait - 100) call(listener, new Set());
  }
}
