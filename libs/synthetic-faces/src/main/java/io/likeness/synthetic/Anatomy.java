package io.likeness.synthetic;

/**
 * The lasting shape of one person's face. Lengths in distances between average eyes, origin midway between them, x to
 * the right, y down. The ranges are adult proportions (bizygomatic width 2.1 eye distances, chin 1.6 below the eyes).
 */
record Anatomy(
        double width,
        double chin,
        double jaw,
        double taper,
        double eyeGap,
        double eyeWidth,
        double eyeHeight,
        double eyeTilt,
        double browHeight,
        double browThickness,
        double browArch,
        double noseWidth,
        double noseLength,
        double noseHeight,
        double mouthHeight,
        double mouthWidth,
        double lips,
        double cheeks,
        double hairline,
        double part,
        double hairVolume,
        double ears,
        Colour iris,
        Colour skin,
        Colour hair,
        long texture) {
    private static final Colour[] SKIN = {
        Colour.of(0xf3d3c0), Colour.of(0xe6bd9f), Colour.of(0xcf9f7c), Colour.of(0xa87453), Colour.of(0x70482f)
    };
    private static final Colour[] IRIS = {
        Colour.of(0x3a2416), Colour.of(0x5a3b22), Colour.of(0x6e6a44), Colour.of(0x6b8798), Colour.of(0x7f9fb8)
    };

    static Anatomy sample(SeededStream person, FaceAttributes attributes) {
        double m = attributes.masculine() ? 1 : 0;
        double nose = person.around(0.8, 1.2) + 0.12 * m + 0.12 * attributes.skinTone();
        boolean darkEyes = attributes.skinTone() > 0.5 || attributes.hairTone() == HairTone.BLACK;
        return new Anatomy(
                person.around(0.94, 1.08) + 0.04 * m,
                person.around(1.5, 1.7) + 0.06 * m,
                person.around(0, 0.5) + 0.3 * m,
                person.around(0.12, 0.32) - 0.1 * m,
                person.around(0.45, 0.54),
                person.around(0.2, 0.245),
                person.around(0.074, 0.104) - 0.01 * m,
                person.around(-0.06, 0.11),
                person.around(-0.34, -0.27) + 0.04 * m,
                person.around(0.032, 0.05) + 0.02 * m,
                person.around(0.01, 0.07) - 0.02 * m,
                nose,
                person.around(0.5, 0.64),
                person.around(0.8, 1.25),
                person.around(0.98, 1.1) + 0.02 * m,
                person.around(0.33, 0.41) + 0.02 * m,
                person.around(0.75, 1.3) - 0.12 * m + 0.2 * attributes.skinTone(),
                person.around(0.3, 1.4),
                person.around(-1.16, -0.94),
                person.chance(0.5) ? person.between(-0.5, -0.2) : person.between(-0.1, 0.5),
                person.around(0.06, 0.26),
                person.around(0.8, 1.25),
                Colour.along(darkEyes ? person.between(0, 0.3) : person.between(0, 1), IRIS),
                Colour.along(attributes.skinTone(), SKIN).times(person.around(0.96, 1.04)),
                attributes.hairTone().colour().times(person.around(0.75, 1.3)),
                person.next());
    }
}
