package io.likeness.ingest.split;

import io.likeness.contracts.dataset.Split;
import io.likeness.ingest.layout.Subject;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Splits the images of an archive by a rule, but for the first ones: of what a training needs no part stays without images where there are enough, and
 * without holding any back until all are known. Of people it is known beforehand who is placed elsewhere than where the rule has them. Not safe for threads.
 */
public final class Splitter {
    private final SplitRule rule;
    private final Set<Split> needed = EnumSet.noneOf(Split.class);
    private final Map<String, Split> placed;

    /**
     * @param there parts that have images already
     * @param placed people who are elsewhere than where the rule has them
     */
    public Splitter(SplitRule rule, Collection<Split> there, Map<String, Split> placed) {
        this.rule = rule;
        this.placed = Map.copyOf(placed);
        needed.addAll(rule.needed());
        needed.removeAll(there);
    }

    /** As {@link SplitRule#split}, for an image that comes after all that were asked for before. */
    public Split split(Subject subject, String sha256) {
        Split split = ruled(subject, sha256);
        boolean moved = !needed.isEmpty()
                && !needed.contains(split)
                && rule.mayLeave(split)
                && rule.unit(subject, sha256).equals(sha256);
        Split given = moved ? needed.iterator().next() : split;
        needed.remove(given);
        return given;
    }

    private Split ruled(Subject subject, String sha256) {
        Split split = rule.split(subject, sha256);
        String person = subject.identity();
        return person != null && rule.mayLeave(split) ? placed.getOrDefault(person, split) : split;
    }
}
