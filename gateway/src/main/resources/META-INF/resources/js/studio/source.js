/**
 * Faces to start from: one that a sample draws, by seed and index, or a photo that was uploaded. A source is `face`, as requests take it,
 * `src` of its picture, and `model` and `version`, which a seed means nothing without.
 */

import {get, postFile} from "../api.js";
import {originOf} from "../png.js";

/** How the picture at an address was made, as it says itself; null where it says nothing. */
export async function originAt(src) {
  const response = await fetch(src);
  return response.ok ? originOf(await response.arrayBuffer()) : null;
}

/** A face of a generation. Those that no seed draws again are handed in as photos, and are what the model makes of these. */
export async function sourceOf(src, origin) {
  const whose = {src, model: origin?.model, version: origin?.version};
  if (origin?.operation === "sample") return {...whose, face: faceOf({seed: origin.seed, index: origin.index, seedRule: origin.seedRule, ...origin.parameters})};
  return {...whose, face: {upload: (await uploadOf(await (await fetch(src)).blob(), "face.png")).id}};
}

/** As a picture's text has it, without what is as it is by default; there a seed without a rule is of `sum`, in requests of `hash`. */
export function faceOf({seed, index, temperature, labels, upload, seedRule = "sum"}) {
  if (upload) return {upload};
  return {seed, ...(seedRule === "sum" ? {seedRule} : {}), ...(index ? {index} : {}), ...(temperature !== undefined && temperature !== 1 ? {temperature} : {}), ...(labels && Object.keys(labels).length ? {labels} : {})};
}

export const uploadOf = (blob, name) => postFile(`/v1/uploads?fileName=${encodeURIComponent(name)}`, blob);

/** Whether an uploaded photo is still there. */
export const isThere = source => source.face.upload ? get(`/v1/uploads/${source.face.upload}`).then(() => true, () => false) : Promise.resolve(true);

/** In an address, so that a face can be linked to. */
export const queryOf = ({face, model, version, src}) => new URLSearchParams({model: model || "", version: version || "", face: JSON.stringify(face), ...(src && !src.startsWith("blob:") ? {src} : {})}).toString();

export function sourceIn({face, model, version, src}) {
  if (!face) return null;
  try {
    return {face: JSON.parse(face), model, version: version ? Number(version) : undefined, src};
  } catch {
    return null;
  }
}
