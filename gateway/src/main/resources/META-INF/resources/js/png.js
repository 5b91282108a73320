/** What is written in a PNG beside its picture (PNG specification, section 11.3.4). */

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];

/** Keywords and values of tEXt and uncompressed iTXt chunks; null for what is no PNG. */
export function texts(buffer) {
  const bytes = new Uint8Array(buffer), view = new DataView(buffer);
  if (!SIGNATURE.every((byte, place) => bytes[place] === byte)) return null;
  const found = {};
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at), kind = latin(bytes.subarray(at + 4, at + 8)), data = bytes.subarray(at + 8, at + 8 + length);
    const end = data.indexOf(0);
    if (kind === "tEXt" && end > 0) found[latin(data.subarray(0, end))] = latin(data.subarray(end + 1));
    if (kind === "iTXt" && end > 0 && data[end + 1] === 0) found[latin(data.subarray(0, end))] = international(data.subarray(end + 3));
    if (kind === "IEND") break;
    at += 12 + length;
  }
  return found;
}

const latin = bytes => String.fromCharCode(...bytes);

/** The text behind language and translated keyword. */
function international(bytes) {
  const language = bytes.indexOf(0), keyword = bytes.indexOf(0, language + 1);
  return new TextDecoder().decode(bytes.subarray(keyword + 1));
}

/** How one of our pictures was made: `operation`, its `parameters`, `model`, `version`, `digest`, `seed`, `seedRule` and `index`; null for others. */
export function originOf(buffer) {
  const found = texts(buffer), operation = found?.["likeness:operation"];
  if (!operation) return null;
  const own = name => found[`likeness:${name}`];
  return {operation, model: own("model"), version: Number(own("version")), digest: own("digest"), seed: Number(own("seed")), seedRule: own("seed-rule") || "sum", index: Number(own("index")),
    parameters: JSON.parse(own("parameters") || "{}")};
}
