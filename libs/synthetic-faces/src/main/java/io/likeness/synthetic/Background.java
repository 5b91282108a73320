package io.likeness.synthetic;

/** What is behind the head: a plain light or dark wall, or a scene out of focus. */
public enum Background {
    LIGHT,
    DARK,
    BLURRED
}
