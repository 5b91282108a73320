package io.likeness.contracts;

/** The beginning of a text that is longer than its place. Stateless. */
public final class Excerpt {

    private Excerpt() {}

    /** At most so many chars; a character of two of them is not halved, since half of one cannot be encoded. */
    public static String of(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        boolean halves = most > 0 && Character.isHighSurrogate(text.charAt(most - 1));
        return text.substring(0, halves ? most - 1 : most);
    }
}
