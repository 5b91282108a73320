package io.likeness.synthetic;

/** Hair on the lower face. */
public enum Beard {
    NONE,
    STUBBLE,
    MOUSTACHE,
    GOATEE,
    FULL
}
