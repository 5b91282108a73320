package io.likeness.synthetic;

/**
 * Draws faces. Pure functions of their arguments: own software rendering in IEEE 754 arithmetic, so that the same seeds
 * give the same bytes on every machine and JDK. Safe for threads.
 */
public final class SyntheticFaces {
    private static final int PERSON = 1;
    private static final int MOMENT = 2;
    private static final int SHAPE = 3;
    private static final int PICTURE = 4;

    private SyntheticFaces() {}

    /** A person of their own, 64 x 64 pixels. */
    public static DrawnFace face(long seed) {
        return face(seed, seed, Frame.square(64));
    }

    /** Picture {@code picture} of person {@code person}; another picture changes pose, light and expression only. */
    public static DrawnFace face(long person, long picture, Frame frame) {
        return draw(attributes(person, picture), person, picture, frame);
    }

    /** The attributes that {@link #face(long, long, Frame)} draws. */
    public static FaceAttributes attributes(long person, long picture) {
        return AttributeSampler.sample(
                new SeededStream(person, PERSON), new SeededStream(SeededStream.mix(person) ^ picture, MOMENT));
    }

    /** The same person and picture with attributes of the caller's choice. */
    public static DrawnFace draw(FaceAttributes attributes, long person, long picture, Frame frame) {
        Anatomy anatomy = Anatomy.sample(new SeededStream(person, SHAPE), attributes);
        Scene scene = Scene.sample(new SeededStream(SeededStream.mix(person) ^ picture, PICTURE), attributes);
        byte[] rgb = new Painting(frame, attributes, anatomy, scene).paint();
        return new DrawnFace(frame, rgb, attributes);
    }
}
