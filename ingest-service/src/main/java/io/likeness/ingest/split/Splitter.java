package io.likeness.ingest.split;

import io.likeness.contracts.dataset.Split;
import io.likeness.ingest.layout.Subject;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * Splits the images of an archive by a rule, but for the first ones: of what a training needs no part stays without images where there are enough, and
 * without holding any back until all are known. A person stays where the rule has them all, or those who come later to a dataset that grows would be on
 * two sides. Not safe for threads.
 */
public final class Splitter {
    private final SplitRule rule;
    private final Set<Split> needed = EnumSet.noneOf(Split.class);

    /** @param there parts that have images already */
    public Splitter(SplitRule rule, Collection<Split> there) {
        this.rule = rule;
        needed.addAll(rule.needed());
        needed.removeAll(there);
    }

    /** As {@link SplitRule#split}, for an image that comes after all that were asked for before. */
    public Split split(Subject subject, String sha256) {
        Split split = rule.split(subject, sha256);
        boolean moved = !needed.isEmpty()
                && !needed.contains(split)
                && rule.mayLeave(split)
                && rule.unit(subject, sha256).equals(sha256);
        Split given = moved ? needed.iterator().next() : split;
        needed.remove(given);
        return given;
    }
}
