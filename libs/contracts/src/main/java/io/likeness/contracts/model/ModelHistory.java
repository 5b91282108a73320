package io.likeness.contracts.model;

import io.likeness.contracts.Require;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a model, as model-registry answers it; every list has the newest first.
 *
 * @param champion what serves now, absent if nothing does; taken from {@code serving} where the answer does not say it
 * @param decisions of the quality gate
 * @param serving what served when
 * @param pending versions that the gate has not decided yet
 * @param notes what people say of versions, by the version's number; nothing of those that are not in it
 */
public record ModelHistory(
        String name,
        @Nullable ModelVersion champion,
        List<ModelVersion> versions,
        List<Decision> decisions,
        List<Serving> serving,
        List<Pending> pending,
        Map<Integer, VersionNotes> notes) {
    public ModelHistory {
        Require.name("name", name);
        versions = List.copyOf(Require.present("versions", versions));
        decisions = List.copyOf(Require.present("decisions", decisions));
        serving = List.copyOf(Require.present("serving", serving));
        pending = pending == null ? List.of() : List.copyOf(pending);
        notes = notes == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(notes));
        champion = champion == null ? served(versions, serving) : champion;
    }

    /** What people say of a version. */
    public VersionNotes notes(int version) {
        return notes.getOrDefault(version, VersionNotes.NONE);
    }

    private static @Nullable ModelVersion served(List<ModelVersion> versions, List<Serving> serving) {
        return serving.stream()
                .filter(Serving::isChampion)
                .flatMap(now -> versions.stream().filter(version -> version.version() == now.version()))
                .findFirst()
                .orElse(null);
    }

    /**
     * What the gate said of a version, and why.
     *
     * @param champion with which it was compared, absent for the first version of a model and for decisions of former gates
     * @param rules revision of the rules by which it was decided, absent as {@code champion}
     * @param findings of each rule; none where nothing was measured
     */
    public record Decision(
            int version,
            boolean passed,
            String reason,
            Instant decidedAt,
            @Nullable Integer champion,
            @Nullable Long rules,
            List<RuleFinding> findings) {
        public Decision {
            findings = findings == null ? List.of() : List.copyOf(findings);
        }
    }

    /** A version that the gate has not decided yet: it is being compared with the champion. */
    public record Pending(String evaluationId, int version, int champion, Instant since) {}

    /** From when to when a version served, as {@code champion}; {@code until} is absent while it does. */
    public record Serving(
            String alias,
            int version,
            Instant from,
            @Nullable Instant until) {

        private boolean isChampion() {
            return until == null && "champion".equals(alias);
        }
    }
}
