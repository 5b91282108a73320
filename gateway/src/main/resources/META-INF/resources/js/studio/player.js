/** The frames of a walk: played, or drawn along by hand. */

import {h} from "../dom.js";
import {button} from "../parts/basics.js";
import {pictureOf} from "./gallery.js";

const FRAME_MILLIS = 120;
const reduced = matchMedia("(prefers-reduced-motion: reduce)");

export class Player {
  /** @param changed told when it is to be drawn anew */
  constructor(job, changed) {
    Object.assign(this, {job, changed, k: 0, timer: null, frames: []});
    for (let k = 0; k < job.count; k++) {
      const image = new Image();
      image.src = pictureOf(job, k);
      this.frames.push(image);
    }
    if (!reduced.matches) this.play();
  }

  play() {
    let step = 1;
    this.timer = setInterval(() => {
      if (this.job.count < 2) return;
      if (this.k + step >= this.job.count || this.k + step < 0) step = -step;
      this.k += step;
      this.changed();
    }, FRAME_MILLIS);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.changed();
  }

  leave() { clearInterval(this.timer); }

  template() {
    return h("div", {class: "stage"}, h("div", {class: "stage-picture smooth"}, h("img", {src: pictureOf(this.job, this.k), alt: `Frame ${this.k + 1} of ${this.job.count}`})),
      h("div", {class: "form inline", style: {width: "min(100%, 420px)"}},
        button(this.timer ? "Pause" : "Play", () => this.timer ? this.stop() : (this.play(), this.changed()), {symbol: this.timer ? "pause" : "play"}),
        h("input", {type: "range", min: 0, max: this.job.count - 1, value: this.k, style: {flex: "1"}, "aria-label": "Frame", oninput: event => {
          clearInterval(this.timer);
          this.timer = null;
          this.k = Number(event.target.value);
          this.changed();
        }})));
  }
}
