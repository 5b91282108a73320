/** A small virtual document: views say what is to be seen, and only what differs is touched, so that focus, scrolling and pictures stay. */

const SVG = "http://www.w3.org/2000/svg";
const EMPTY = {};

/**
 * A node to be. `props` are attributes, except for `on…` (listeners), `style` (an object of CSS properties), `key` (identity
 * among siblings), `ref` (called with the element once it is there and with null once it is gone) and, of form fields, `value`,
 * `checked` and the like, which are set only where the view says something else than before: what a person typed stays.
 */
export function h(tag, props, ...children) {
  const given = props || EMPTY;
  return {tag, props: given, key: given.key, children: flat(children, []), element: null};
}

function flat(children, into) {
  for (const child of children) {
    if (Array.isArray(child)) flat(child, into);
    else if (child !== null && child !== undefined && child !== false && child !== true) {
      into.push(typeof child === "object" ? child : {tag: "#text", text: String(child), children: [], props: EMPTY, element: null});
    }
  }
  return into;
}

const shown = new WeakMap();

/** Has a container show these nodes and no others. */
export function render(container, ...nodes) {
  const next = flat(nodes, []);
  patchChildren(container, shown.get(container) || [], next, false);
  shown.set(container, next);
}

function patchChildren(parent, before, next, inSvg) {
  const keyed = new Map(), free = new Map();
  for (const old of before) {
    if (old.key !== undefined) keyed.set(old.tag + old.key, old);
    else {
      if (!free.has(old.tag)) free.set(old.tag, []);
      free.get(old.tag).push(old);
    }
  }
  const kept = new Set();
  const matches = next.map(node => {
    const old = node.key !== undefined ? keyed.get(node.tag + node.key) : free.get(node.tag)?.shift();
    if (old) kept.add(old);
    return old;
  });
  for (const old of before) if (!kept.has(old)) remove(old);
  let place = parent.firstChild;
  next.forEach((node, index) => {
    const old = matches[index];
    if (old) patch(old, node, inSvg);
    else create(node, inSvg);
    if (node.element === place) place = place.nextSibling;
    else parent.insertBefore(node.element, place);
    if (!old) announce(node);
  });
}

function create(node, inSvg) {
  if (node.tag === "#text") {
    node.element = document.createTextNode(node.text);
    return;
  }
  const svg = inSvg || node.tag === "svg";
  node.element = svg ? document.createElementNS(SVG, node.tag) : document.createElement(node.tag);
  node.element.$listeners = {};
  patchChildren(node.element, [], node.children, svg && node.tag !== "foreignObject");
  patchProps(node.element, EMPTY, node.props);
}

/** Told once the element is in its parent. */
function announce(node) {
  node.props.ref?.(node.element);
}

function patch(old, node, inSvg) {
  node.element = old.element;
  if (node.tag === "#text") {
    if (old.text !== node.text) node.element.data = node.text;
    return;
  }
  const svg = inSvg || node.tag === "svg";
  patchChildren(node.element, old.children, node.children, svg);
  patchProps(node.element, old.props, node.props);
}

function remove(node) {
  gone(node);
  node.element.remove();
}

function gone(node) {
  node.props.ref?.(null);
  node.children.forEach(gone);
}

const AS_PROPERTY = new Set(["value", "checked", "selected", "disabled", "hidden", "open", "indeterminate", "multiple", "readOnly", "required"]);

function patchProps(element, before, next) {
  for (const name in before) if (!(name in next)) set(element, name, before[name], undefined);
  for (const name in next) if (before[name] !== next[name] || name === "style") set(element, name, before[name], next[name]);
}

function set(element, name, before, value) {
  if (name === "key" || name === "ref") return;
  if (name === "style") return setStyle(element, before || EMPTY, value || EMPTY);
  if (name.startsWith("on")) return listen(element, name.slice(2), value);
  if (AS_PROPERTY.has(name) && name in element) {
    // The open state of a dialog is its own business, through showModal and close.
    element[name] = value === undefined ? (typeof element[name] === "boolean" ? false : "") : value;
    return;
  }
  if (value === undefined || value === null || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? "" : value);
}

function setStyle(element, before, next) {
  for (const name in before) if (!(name in next)) element.style.removeProperty(name);
  for (const name in next) if (before[name] !== next[name]) element.style.setProperty(name, next[name]);
}

/** One listener an event and element, which calls whatever the newest view said. */
function listen(element, event, handler) {
  const known = element.$listeners;
  if (!(event in known)) element.addEventListener(event, occurred => known[event]?.(occurred));
  known[event] = handler;
}
