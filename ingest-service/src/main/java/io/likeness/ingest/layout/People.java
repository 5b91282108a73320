package io.likeness.ingest.layout;

import java.util.Map;
import java.util.TreeMap;

/**
 * Whom the images of an archive show.
 *
 * @param images how many there are of each; of very many people, of those who were met first
 * @param more whether there are others
 */
public record People(Map<String, Integer> images, boolean more) {
    /** Among more than so many, chance leaves no part of a split without anybody. */
    private static final int MOST = 250;

    /** Nobody that is named. */
    public static final People NONE = new People(Map.of(), false);

    public People {
        images = Map.copyOf(images);
    }

    /** Whether there is more than one of them. */
    public boolean several() {
        return more || images.size() > 1;
    }

    /** Counts those who are met. Not safe for threads. */
    static final class Tally {
        private final Map<String, Integer> images = new TreeMap<>();
        private boolean more;

        void meet(String person) {
            if (images.size() < MOST || images.containsKey(person)) {
                images.merge(person, 1, Integer::sum);
            } else {
                more = true;
            }
        }

        People people() {
            return new People(images, more);
        }
    }
}
