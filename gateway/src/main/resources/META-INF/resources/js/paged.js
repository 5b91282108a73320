/** A list of the service, as far as somebody has asked for it. */

import {page, withQuery} from "./api.js";

const PAGE = 24, MOST = 200;

/** Parameters by list that the service does not know, as it said: it may be of an earlier release. */
const unknown = new Map();

/** A page of a list, by those parameters that the service knows. */
async function ask(path, query) {
  if (!unknown.has(path)) unknown.set(path, new Set());
  const left = unknown.get(path), known = Object.fromEntries(Object.entries(query).filter(([name]) => !left.has(name)));
  try {
    return await page(withQuery(path, known));
  } catch (refusal) {
    const found = (refusal.problem?.violations || []).filter(one => one.message.includes("unknown parameter") && one.field in known);
    if (!found.length) throw refusal;
    found.forEach(one => left.add(one.field));
    return ask(path, query);
  }
}

export class Paged {
  /** @param query parameters of the list, which may change between loads */
  constructor(path, query = () => ({}), size = PAGE) {
    this.path = path;
    this.query = query;
    this.size = size;
    this.items = [];
    this.next = null;
  }

  /** Loads anew as many as are shown. */
  async load() {
    const limit = Math.min(MOST, Math.max(this.size, this.items.length)), beyond = this.items.slice(MOST);
    const {items, next} = await ask(this.path, {limit, ...this.query()});
    this.full = items.length >= limit && limit < MOST;
    if (beyond.length === 0) this.next = next;
    this.items = [...items, ...beyond.filter(one => !items.some(other => other.id === one.id))];
  }

  /** Loads those of another question from the beginning. */
  async restart() {
    this.items = [];
    await this.load();
  }

  get hasMore() { return this.next !== null || this.full; }

  async more() {
    if (this.next) {
      const {items, next} = await page(this.next);
      this.items = [...this.items, ...items.filter(one => !this.items.some(other => other.id === one.id))];
      this.next = next;
      return;
    }
    // A service without cursors answers a longer list.
    this.size = Math.min(MOST, Math.max(this.size, this.items.length) + PAGE);
    await this.load();
  }
}
