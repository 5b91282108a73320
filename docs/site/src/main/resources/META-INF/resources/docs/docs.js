/** What a page of the documentation does: light or dark, and its code copied at a press. */

import {render} from "/js/dom.js";
import {symbolButton} from "/js/parts/basics.js";
import {isDark, switchTheme} from "/js/theme.js";

function showTheme() {
  const name = isDark() ? "Light colours" : "Dark colours";
  render(document.getElementById("theme"), symbolButton(isDark() ? "sun" : "moon", name, () => {
    switchTheme();
    showTheme();
  }));
}

async function copy(code, pressed) {
  const spoken = document.getElementById("spoken");
  try {
    await navigator.clipboard.writeText(code.textContent);
    spoken.textContent = pressed.textContent = "Copied";
  } catch {
    spoken.textContent = pressed.textContent = "Not allowed";
  }
  setTimeout(() => { pressed.textContent = "Copy"; }, 2000);
}

showTheme();
for (const code of document.querySelectorAll("pre > code")) {
  const box = document.createElement("div"), button = document.createElement("button");
  box.className = "code";
  Object.assign(button, {type: "button", className: "copy", textContent: "Copy"});
  button.addEventListener("click", () => copy(code, button));
  const block = code.parentElement;
  block.replaceWith(box);
  box.append(block, button);
}
