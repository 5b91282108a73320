package io.likeness.synthetic;

/** One picture in progress, painted from the wall forward. Confined to a thread. */
final class Painting {
    private final Frame frame;
    private final FaceAttributes attributes;
    private final Anatomy anatomy;
    private final Scene scene;
    private final Canvas canvas;
    private final HeadSurface head;

    Painting(Frame frame, FaceAttributes attributes, Anatomy anatomy, Scene scene) {
        this.frame = frame;
        this.attributes = attributes;
        this.anatomy = anatomy;
        this.scene = scene;
        this.canvas = new Canvas(frame);
        this.head = new HeadSurface(canvas, anatomy, scene);
    }

    /** {@code uint8[height, width, 3]}. */
    byte[] paint() {
        Hair hair = new Hair(attributes, anatomy, scene, head);
        Backdrop.paint(canvas, scene, attributes.background());
        hair.paintBehind(canvas);
        Body.paint(canvas, head, anatomy, scene);
        Ears.paint(canvas, head, anatomy, scene);
        Lighting.paint(canvas, head, skin(hair), scene);
        hair.paintFront(canvas);
        if (attributes.glasses()) {
            Glasses.paint(canvas, head, anatomy, scene);
        }
        return Development.develop(canvas, frame, scene);
    }

    private Skin skin(Hair hair) {
        Skin skin = new Skin(canvas.size(), anatomy.skin());
        Complexion.paint(skin, head, anatomy, attributes);
        Relief.carve(skin, head, anatomy, attributes);
        Nose.paint(skin, head, anatomy, scene);
        Whiskers.paint(skin, head, anatomy, attributes);
        Wrinkles.paint(skin, head, anatomy, attributes);
        Mouth.paint(skin, head, anatomy, attributes, canvas);
        Eyes.paint(skin, head, anatomy, scene, attributes, canvas);
        Brows.paint(skin, head, anatomy, attributes);
        hair.shadeForehead(skin);
        return skin;
    }
}
