/** Light or dark: as the system has it, or as somebody has chosen here. Loaded before the page is drawn. */

import {keep, recall} from "./store.js";

const system = matchMedia("(prefers-color-scheme: dark)");

export const isDark = () => (recall("theme") || (system.matches ? "dark" : "light")) === "dark";

const apply = () => { document.documentElement.dataset.theme = isDark() ? "dark" : "light"; };

export function switchTheme() {
  const next = isDark() ? "light" : "dark";
  keep("theme", next === (system.matches ? "dark" : "light") ? null : next);
  apply();
}

system.addEventListener("change", apply);
apply();
