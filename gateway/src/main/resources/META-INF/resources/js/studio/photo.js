/** A photo of one's own as the model sees it. */

import {h} from "../dom.js";
import {View} from "../view.js";
import {generate} from "../api.js";
import {button, card, message, note} from "../parts/basics.js";
import {dropZone} from "../parts/fields.js";
import {toast} from "../parts/dialog.js";
import {Drawer, head, noModel} from "./head.js";
import {Cutter} from "./cutter.js";
import {compare} from "./compare.js";
import {nameOf, pictureOf, save} from "./gallery.js";
import {change, pick} from "./session.js";
import {queryOf, uploadOf} from "./source.js";

export default class Photo extends View {
  constructor(place) {
    super(place);
    this.drawer = new Drawer(() => this.draw());
    this.cutter = null;
    this.job = null;
    this.endings.push(() => this.before && URL.revokeObjectURL(this.before));
  }

  get title() { return "Your photo · Studio"; }

  load() { return this.drawer.load(); }

  template() {
    if (!this.drawer.ready) return [head("photo"), noModel()];
    return [head("photo"), h("div", {class: "studio"},
      card(null, this.drawer.template(),
        this.cutter && [h("h2", null, "Cut out the face"), this.cutter.template()],
        dropZone({label: this.cutter ? "Another photo" : "Choose a photo, or drop it here", text: this.cutter ? null : "One face that looks at the camera", accept: "image/*", multiple: false, compact: true, onfiles: ([file]) => this.take(file)}),
        this.cutter && button(this.working ? "Redrawing …" : "Redraw it", () => this.redraw(), {kind: "primary", disabled: this.working}),
        note("Only the square that you see is sent; the face in it is found. It stays until its upload is deleted.")),
      card({"aria-live": "polite"}, this.refusal && message("bad", this.refusal.message), this.refusal?.problem?.code === "NOT_A_FACE" && button("Take the square as it is", () => this.redraw(true)), this.job ? this.result() : h("div", {class: "stage"}, h("div", {class: `stage-picture${this.working ? " face waiting" : ""}`}, !this.working && note("What comes out is seen here.")))))];
  }

  async take(file) {
    try {
      this.cutter = new Cutter(await createImageBitmap(file, {imageOrientation: "from-image"}), () => this.draw());
      this.set({job: null, refusal: null});
    } catch {
      toast(`${file.name} is no picture that this browser can read.`, "bad");
    }
  }

  /** @param whole whether the square is taken for the face as it is, without a look for it */
  async redraw(whole = false) {
    this.set({working: true, refusal: null});
    try {
      const square = await this.cutter.cut(), upload = await uploadOf(square, "photo.png");
      const job = await generate({...this.drawer.request(), operation: "reconstruct", face: {upload: upload.id, ...(whole ? {crop: {pixels: 1, of: 1}} : {})}});
      if (this.before) URL.revokeObjectURL(this.before);
      this.before = URL.createObjectURL(square);
      this.set({working: false, job, face: {upload: upload.id}});
    } catch (refusal) {
      this.set({working: false, refusal});
    }
  }

  result() {
    const {job, face} = this, src = pictureOf(job, 0), source = {face, src, model: job.model, version: job.version};
    return h("div", {class: "stage"}, compare(this.before, src, ["your photo", "as the model sees it"]),
      h("div", {class: "actions"},
        button("Edit it", () => this.place.go(`#/studio/edit?${queryOf(source)}`), {kind: "primary"}),
        button("More like this", () => {
          change({like: source});
          this.place.go(`#/studio?like=${encodeURIComponent(src)}`);
        }),
        button("Add to the walk", () => {
          pick(source);
          toast("It waits in the walk");
        }),
        button("Download", () => save(src, `${nameOf(job)}.png`), {symbol: "download"})));
  }
}
