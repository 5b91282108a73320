/** The first photo of a zip archive, without reading the rest of it (APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16). */

const TAIL = 66_000, DIRECTORY = 200_000, LONGEST = 20 << 20, WIDE = 0xffffffff;
const IMAGE = /\.(jpe?g|png|bmp|gif|webp)$/i;

/** A picture as a Blob, or null where the file is no zip or has none near its beginning. */
export async function firstImage(file) {
  if (!/\.zip$/i.test(file.name)) return null;
  try {
    const directory = await directoryOf(file);
    const entry = directory && firstOf(directory);
    return entry && await contentOf(file, entry);
  } catch {
    return null;
  }
}

async function view(blob) {
  return new DataView(await blob.arrayBuffer());
}

async function directoryOf(file) {
  const tail = await view(file.slice(Math.max(0, file.size - TAIL)));
  for (let at = tail.byteLength - 22; at >= 0; at--) {
    if (tail.getUint32(at, true) !== 0x06054b50) continue;
    let offset = tail.getUint32(at + 16, true);
    if (offset === WIDE) {
      const locator = at - 20;
      if (locator < 0 || tail.getUint32(locator, true) !== 0x07064b50) return null;
      const wide = Number(tail.getBigUint64(locator + 8, true));
      offset = Number((await view(file.slice(wide, wide + 56))).getBigUint64(48, true));
    }
    return view(file.slice(offset, Math.min(file.size, offset + DIRECTORY)));
  }
  return null;
}

function firstOf(directory) {
  for (let at = 0; at + 46 <= directory.byteLength && directory.getUint32(at, true) === 0x02014b50;) {
    const name = directory.getUint16(at + 28, true), extra = directory.getUint16(at + 30, true), comment = directory.getUint16(at + 32, true);
    if (at + 46 + name > directory.byteLength) return null;
    const text = new TextDecoder().decode(new Uint8Array(directory.buffer, at + 46, name));
    const size = directory.getUint32(at + 20, true), offset = directory.getUint32(at + 42, true);
    if (IMAGE.test(text) && !/(^|\/)(\.|__MACOSX)/.test(text) && size < LONGEST && offset !== WIDE) return {method: directory.getUint16(at + 10, true), size, offset};
    at += 46 + name + extra + comment;
  }
  return null;
}

async function contentOf(file, {method, size, offset}) {
  const local = await view(file.slice(offset, offset + 30));
  const from = offset + 30 + local.getUint16(26, true) + local.getUint16(28, true), packed = file.slice(from, from + size);
  if (method === 0) return packed;
  if (method !== 8) return null;
  return new Response(packed.stream().pipeThrough(new DecompressionStream("deflate-raw"))).blob();
}
