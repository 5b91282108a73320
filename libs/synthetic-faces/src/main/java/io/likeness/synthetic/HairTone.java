package io.likeness.synthetic;

/** Colour of hair, brows and beard. */
public enum HairTone {
    BLACK(0x231e1c),
    BROWN(0x4a3325),
    CHESTNUT(0x6b4630),
    RED(0x8a4a2c),
    BLOND(0xb9935f),
    GREY(0x9a9896);

    private final Colour colour;

    HairTone(int rgb) {
        colour = Colour.of(rgb);
    }

    Colour colour() {
        return colour;
    }
}
