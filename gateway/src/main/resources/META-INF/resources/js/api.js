/** The service's HTTP interface: what is refused is a Refusal in its own words. */

/** A request that was refused, as problem+json (RFC 9457) tells it. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || `The service answered ${status}.`);
    this.status = status;
    this.problem = problem;
  }

  /** What is wrong with a field of the request, or nothing. */
  of(field) {
    return this.problem.violations?.find(one => one.field === field || one.field.startsWith(`${field}.`) || one.field.startsWith(`${field}[`))?.message;
  }
}

const SESSION = "/v1/session";

async function send(path, {method = "GET", body, headers = {}, signal} = {}) {
  const json = body !== undefined && !(body instanceof Blob);
  let response;
  try {
    response = await fetch(path, {method, signal, headers: {...(json ? {"Content-Type": "application/json"} : {}), ...headers},
      body: json ? JSON.stringify(body) : body});
  } catch (failure) {
    if (failure.name === "AbortError") throw failure;
    throw new Refusal(0, {detail: "The service does not answer. It may be starting, or was stopped."});
  }
  // A session that has ended: the page asks for a key. That a key is wrong is told where it is typed.
  if (response.status === 401 && path !== SESSION) window.dispatchEvent(new CustomEvent("likeness:signed-out"));
  if (!response.ok) throw new Refusal(response.status, await problem(response));
  return response;
}

async function problem(response) {
  try {
    return await response.json();
  } catch {
    return {title: response.statusText};
  }
}

async function json(path, options) {
  const response = await send(path, options);
  return response.status === 204 ? null : response.json();
}

export const get = (path, options) => json(path, options);
export const put = (path, body) => json(path, {method: "PUT", body});
export const patch = (path, body) => json(path, {method: "PATCH", body, headers: {"Content-Type": "application/json"}});
export const remove = path => json(path, {method: "DELETE"});
export const post = (path, body, headers = {}) => json(path, {method: "POST", body, headers: {"Idempotency-Key": key(), ...headers}});
export const postFile = (path, file) => json(path, {method: "POST", body: file, headers: {"Content-Type": file.type || "application/octet-stream"}});

/** Without it where there is none, as of a service of an earlier release. */
export const find = path => get(path).catch(refusal => {
  if ([404, 405, 410, 501].includes(refusal.status)) return null;
  throw refusal;
});

const key = () => crypto.randomUUID?.() || `${Date.now()}-${Math.random()}`;

/** Who the service takes this page for; a service of an earlier release asks nobody. */
export const who = async () => await find(SESSION) || {scopes: ["admin"], keyRequired: false};
export const signIn = written => json(SESSION, {method: "POST", body: {key: written}});
export const signOut = () => json(SESSION, {method: "DELETE"});

/** One page of a list, and where the next one is. */
export async function page(path) {
  const response = await send(path);
  return {items: await response.json(), next: nextLink(response.headers.get("Link"))};
}

function nextLink(header) {
  const next = (header || "").split(/,(?=\s*<)/).find(one => /rel="?next"?/.test(one));
  return next ? next.slice(next.indexOf("<") + 1, next.indexOf(">")) : null;
}

/** A path with its query: lists are repeated, what is empty is left out. */
export function withQuery(path, query) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== null && one !== "") parameters.append(name, one);
  }
  const text = parameters.toString();
  return text ? `${path}${path.includes("?") ? "&" : "?"}${text}` : path;
}

const ENDS = new Set(["sealed", "rejected", "succeeded", "failed", "canceled", "expired"]);
export const ended = one => ENDS.has(one.status);
export const open = one => !ended(one);

/**
 * Asks for faces and waits until they are there.
 *
 * @param patience seconds that the first answer may take
 * @param waiting told of the job each time it is looked at before it has ended
 */
export async function generate(request, {patience = 10, waiting = () => {}, signal} = {}) {
  let job = await json("/v1/generations", {method: "POST", body: request, signal, headers: {"Idempotency-Key": key(), Prefer: `wait=${patience}`}});
  for (let round = 0; open(job); round++) {
    waiting(job);
    await new Promise(resolve => setTimeout(resolve, Math.min(2000, 400 + 100 * round)));
    signal?.throwIfAborted();
    job = await get(job.links.self);
  }
  if (job.status !== "succeeded") throw new Refusal(409, {detail: job.failure?.message || `The generation was ${job.status}.`, code: job.failure?.code});
  return job;
}
