package io.likeness.client;

import java.util.List;
import java.util.Map;

/** What an import kept, and why not the rest. */
public record ImportOutcome(
        long entries, Dataset.Counts counts, Map<String, Long> skippedByReason, List<Skipped> skipped) {
    /** An entry that was not kept. */
    public record Skipped(String source, String reason, String detail) {}
}
