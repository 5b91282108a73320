package io.likeness.gateway.model;

import io.likeness.contracts.model.ModelHistory;
import io.likeness.contracts.model.ModelHistory.Decision;
import io.likeness.contracts.model.ModelHistory.Pending;
import io.likeness.contracts.model.ModelHistory.Serving;
import io.likeness.contracts.model.ModelVersion;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a model; every list has the newest first.
 *
 * @param champion what serves now, absent if nothing does
 * @param decisions of the quality gate
 * @param serving what served when
 * @param pending versions that the gate has not decided yet
 */
@Schema(description = "A model with its versions, what the quality gate said of them, and what served when")
record ModelDetails(
        String name,
        @Nullable ListedVersion champion,
        List<ListedVersion> versions,
        List<Decision> decisions,
        List<Serving> serving,

        @Schema(description = "Versions that are still being compared with the one that serves")
        List<Pending> pending,

        @Schema(description = "Numbers of versions by the aliases that name them")
        Map<String, Integer> aliases) {

    static ModelDetails of(ModelHistory model, Map<Integer, List<String>> erasures) {
        ModelVersion champion = model.champion();
        Map<String, Integer> aliases = new TreeMap<>();
        model.notes().forEach((version, notes) -> notes.aliases().forEach(alias -> aliases.put(alias, version)));
        return new ModelDetails(
                model.name(),
                champion == null ? null : listed(model, champion, erasures),
                model.versions().stream()
                        .map(version -> listed(model, version, erasures))
                        .toList(),
                model.decisions(),
                model.serving(),
                model.pending(),
                aliases);
    }

    private static ListedVersion listed(ModelHistory model, ModelVersion version, Map<Integer, List<String>> erasures) {
        return ListedVersion.of(
                version,
                version.equals(model.champion()),
                erasures.getOrDefault(version.version(), List.of()),
                model.notes(version.version()));
    }
}
