/** One zip of many photos, which stay on disk until it is sent (APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16). */

const MOST_FILES = 65_000, MOST_BYTES = 2 * 1024 ** 3, UTF8 = 0x800, FIRST_DAY = 0x21;
const TABLE = Uint32Array.from({length: 256}, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/**
 * The photos as one file, by their names, the same for the same photos. Its date tells it from others of its size: it follows from what is in it.
 *
 * @param files each with the `path` that it has in the zip
 * @param progress called with the number of those that are done
 */
export async function packed(files, name, progress) {
  if (files.length > MOST_FILES) throw new Error(`${files.length} photos are too many for the page: pack them as a zip yourself, and add that.`);
  if (files.reduce((sum, {file}) => sum + file.size, 0) > MOST_BYTES) throw new Error("The photos are larger than 2 GB together: add some of them, then the others to the same dataset.");
  const sorted = [...files].sort((a, b) => a.path < b.path ? -1 : 1), parts = [], directory = [];
  let offset = 0;
  for (const {path, file} of sorted) {
    const title = new TextEncoder().encode(path), shared = sharedOf(title, await checksum(file), file.size);
    const local = record(0x04034b50, [], shared, title);
    parts.push(local, file);
    directory.push(record(0x02014b50, [[20, 2]], shared, title, [[0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]]));
    offset += local.byteLength + file.size;
    progress(directory.length);
  }
  const length = directory.reduce((sum, one) => sum + one.byteLength, 0);
  const end = bytes([[0x06054b50, 4], [0, 2], [0, 2], [sorted.length, 2], [sorted.length, 2], [length, 4], [offset, 4], [0, 2]]);
  const told = await checksum(new Blob(directory));
  return new File([...parts, ...directory, end], `${name}.zip`, {type: "application/zip", lastModified: told});
}

/** What stands in the local header and in the directory alike: version, flags, stored, time, day, checksum, twice the size, lengths of name and extra. */
const sharedOf = (title, crc, size) => [[20, 2], [UTF8, 2], [0, 2], [0, 2], [FIRST_DAY, 2], [crc, 4], [size, 4], [size, 4], [title.length, 2], [0, 2]];

function record(signature, before, shared, title, after = []) {
  const head = bytes([[signature, 4], ...before, ...shared, ...after]), whole = new Uint8Array(head.length + title.length);
  whole.set(head);
  whole.set(title, head.length);
  return whole;
}

/** Numbers of so many bytes each, the lowest first. */
function bytes(numbers) {
  return Uint8Array.from(numbers.flatMap(([value, length]) => Array.from({length}, (_, k) => Math.floor(value / 2 ** (8 * k)) & 0xff)));
}

async function checksum(file) {
  let crc = 0xffffffff;
  for await (const chunk of chunksOf(file)) for (const byte of chunk) crc = TABLE[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

async function* chunksOf(file) {
  const reader = file.stream().getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
}
