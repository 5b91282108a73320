/** Which models draw, and what each of their versions knows. */

import {get} from "../api.js";

const known = new Map();

/** Models that have a champion, the one that was made last first. */
export async function models() {
  const all = await get("/v1/models");
  return all.filter(one => one.champion).sort((a, b) => a.champion.registeredAt < b.champion.registeredAt ? 1 : -1);
}

/** Labels of a version, each with its bounds; asked once, as a version never changes. */
export function labels(name, version) {
  const path = `/v1/models/${encodeURIComponent(name)}/versions/${version}`;
  if (!known.has(path)) {
    known.set(path, get(path).then(found => found.labels));
    known.get(path).catch(() => known.delete(path));
  }
  return known.get(path);
}

export const versions = name => get(`/v1/models/${encodeURIComponent(name)}/versions?limit=200`);

/** Labels as choices of sliders: one that is there or not moves from edge to edge. */
export const asKnobs = found => found.map(one => ({name: one.name, least: one.least, most: one.most, step: one.binary ? one.most - one.least : (one.most - one.least) / 100, start: one.most,
  told: one.binary ? value => value === one.most ? "yes" : "no" : value => String(Math.round(10 * value) / 10)}));

/** The same as ways to change a face, in the strength of which 1 is from the mean face without to the mean face with it. */
export const asAttributes = found => found.map(one => ({name: one.name, least: -3, most: 3, step: 0.1, start: 0, told: value => (value > 0 ? "+" : "") + value.toFixed(1)}));
