/** What somebody has set in the studio; stays while the page shows something else, and after a reload. */

import {keep, recall} from "../store.js";

const MOST_PICKS = 8;

export const session = {model: "", version: "", count: 16, seed: "", seedRule: "", temperature: 1, labels: {}, like: null, strength: 0.3, picks: [], steps: 12, loop: false, ...recall("studio", {})};

export function change(values) {
  Object.assign(session, values);
  keep("studio", session);
}

/** Adds a face to the walk, and takes away the oldest where there are too many. */
export function pick(source) {
  change({picks: [...session.picks.filter(one => one.src !== source.src), source].slice(-MOST_PICKS)});
}
