package io.likeness.client;

import java.util.List;

/**
 * The next version of a dataset.
 *
 * @param revise the id of the one that it is made of
 */
public record RevisionWanted(String revise, Changes changes) {
    /** @param apply kinds of findings that are to be dealt with */
    public record Changes(List<String> apply) {}
}
