/** The square of a photo that is redrawn: drawn with the pointer or the arrow keys, enlarged by a slider. */

import {h} from "../dom.js";
import {slider} from "../parts/fields.js";

const SHOWN = 320, SENT = 512, STEP = 0.02;

export class Cutter {
  /** @param photo an ImageBitmap; @param changed told when it is to be drawn anew */
  constructor(photo, changed) {
    Object.assign(this, {photo, changed, zoom: 1, x: 0.5, y: 0.5, grip: null});
  }

  /** The square in the photo's pixels. */
  get square() {
    const side = Math.min(this.photo.width, this.photo.height) / this.zoom;
    const within = (share, length) => Math.min(length - side, Math.max(0, share * length - side / 2));
    return {side, left: within(this.x, this.photo.width), top: within(this.y, this.photo.height)};
  }

  #paint(canvas) {
    const {side, left, top} = this.square;
    canvas.getContext("2d").drawImage(this.photo, left, top, side, side, 0, 0, canvas.width, canvas.height);
  }

  /** The square alone, as a PNG: nothing else of the photo is sent. */
  async cut() {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = SENT;
    canvas.getContext("2d").imageSmoothingQuality = "high";
    this.#paint(canvas);
    return new Promise(resolve => canvas.toBlob(resolve, "image/png"));
  }

  #move(byX, byY) {
    const {side, left, top} = this.square;
    const within = (share, length) => Math.min(1 - side / length / 2, Math.max(side / length / 2, share));
    this.x = within((left + side / 2) / this.photo.width + byX * side / this.photo.width, this.photo.width);
    this.y = within((top + side / 2) / this.photo.height + byY * side / this.photo.height, this.photo.height);
    this.repaint();
  }

  repaint() {
    if (this.canvas) this.#paint(this.canvas);
  }

  template() {
    const keys = {ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP]};
    return h("div", {class: "stack"},
      h("canvas", {class: "cutter", width: SHOWN, height: SHOWN, tabindex: 0, role: "img", "aria-label": "The part that is redrawn; arrow keys move it",
        ref: element => {
          this.canvas = element;
          this.repaint();
        },
        onkeydown: event => {
          if (!(event.key in keys)) return;
          event.preventDefault();
          this.#move(...keys[event.key]);
        },
        onpointerdown: event => {
          event.currentTarget.setPointerCapture(event.pointerId);
          this.grip = [event.clientX, event.clientY];
        },
        onpointermove: event => {
          if (!this.grip) return;
          const size = event.currentTarget.clientWidth;
          this.#move((this.grip[0] - event.clientX) / size, (this.grip[1] - event.clientY) / size);
          this.grip = [event.clientX, event.clientY];
        },
        onpointerup: () => { this.grip = null; }, onpointercancel: () => { this.grip = null; }}),
      slider({name: "zoom", label: "Enlarge", least: 1, most: 6, step: 0.05, value: this.zoom, told: value => `${value.toFixed(2)} ×`, onslide: zoom => {
        this.zoom = zoom;
        this.repaint();
        this.changed();
      }}));
  }
}
