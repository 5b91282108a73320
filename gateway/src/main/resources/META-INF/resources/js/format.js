/** Numbers, times and words as people read them. */

const number = new Intl.NumberFormat("en-GB"), short = new Intl.NumberFormat("en-GB", {maximumSignificantDigits: 4});
const relative = new Intl.RelativeTimeFormat("en-GB", {numeric: "auto"});

export const count = value => number.format(value);
export const counted = (value, one, many = one + "s") => `${count(value)} ${value === 1 ? one : many}`;
export const percent = share => `${Math.round(100 * share)} %`;

export function bytes(value) {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let unit = 0, rest = value;
  while (rest >= 1000 && unit < units.length - 1) {
    rest /= 1000;
    unit++;
  }
  return `${unit === 0 || rest >= 100 ? Math.round(rest) : rest.toFixed(1)} ${units[unit]}`;
}

export function duration(seconds) {
  if (seconds < 1) return `${Math.max(1, Math.round(seconds * 1000))} ms`;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172800) return `${(seconds / 3600).toFixed(1)} h`;
  return `${Math.round(seconds / 86400)} days`;
}

export const money = ({cost, currency}) => `${cost > 0 && cost < 0.01 ? cost.toPrecision(2) : cost.toFixed(2)} ${currency}`;

/** A measured number of any size, short. */
export function measure(value) {
  if (value === undefined || value === null) return "–";
  if (value !== 0 && Math.abs(value) < 0.001) return value.toExponential(1);
  return short.format(value);
}

export function ago(time) {
  const seconds = (new Date(time) - Date.now()) / 1000;
  for (const [unit, size] of [["day", 86400], ["hour", 3600], ["minute", 60]]) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return "just now";
}

export const moment = time => new Date(time).toLocaleString("en-GB", {dateStyle: "medium", timeStyle: "short"});
export const clock = time => new Date(time).toLocaleTimeString("en-GB");

/** `sampleFrechetDistance`, `High_Cheekbones` and `waiting-for-evidence` in words. */
export const words = name => name.replace(/[_-]+/g, " ").replace(/([a-z0-9])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`).trim();
export const sentence = name => {
  const text = words(name);
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** A name that the service takes, made of a file's. */
export const nameOf = fileName => fileName.replace(/\.(zip|7z|tar|tgz|tbz2|txz|tar\.(gz|bz2|xz|zst|lz4)|parquet)$/i, "").toLowerCase().replace(/[^a-z0-9._-]+/g, "-").replace(/^[^a-z0-9]+|-+$/g, "").slice(0, 60) || "photos";
