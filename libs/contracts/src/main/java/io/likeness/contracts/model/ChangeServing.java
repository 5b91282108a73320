package io.likeness.contracts.model;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PUT /v1/models/{name}/serving} of model-registry. The same again, by its change id, changes nothing more.
 *
 * @param changeId of this change alone
 * @param cause a promotion or a rollback
 * @param version to serve; a rollback without it is to the version that served before
 * @param revision of the plan that the change is made of; absent: whatever it is
 * @param overrule whether a version that the gate refused may be promoted
 * @param by who asks, in their own words, 1 to 100 characters; absent: nobody says
 * @param reason one sentence for a person, 1 to 500 characters
 */
public record ChangeServing(
        String changeId,
        ServingCause cause,
        @Nullable Integer version,
        @Nullable Long revision,
        boolean overrule,
        @Nullable String by,
        String reason,
        String correlationId) {
    /** Who decides without being asked: the quality gate, the registry at a deletion, a generator that cannot load a version. */
    public static final String GATE = "gate";

    public static final String REGISTRY = "registry";
    public static final String GENERATOR = "generator-service";

    public static final int LONGEST_BY = 100;
    /** Who decides without saying who. */
    public static final String UNNAMED = "unnamed";

    public static final int LONGEST_REASON = 500;
    private static final List<String> OURS = List.of(GATE, REGISTRY, GENERATOR);

    public ChangeServing {
        Require.text("changeId", changeId);
        if (Require.present("cause", cause) != ServingCause.PROMOTION && cause != ServingCause.ROLLBACK) {
            throw Require.invalid("cause", "promotion or rollback", "another");
        }
        if (version != null) {
            Require.between("version", version, 1, Integer.MAX_VALUE);
        } else if (cause == ServingCause.PROMOTION) {
            throw Require.invalid("version", "the number of the version to promote", "none");
        }
        if (revision != null) {
            Require.between("revision", revision, 0, Long.MAX_VALUE);
        }
        if (by != null) {
            Require.between("by (characters)", Require.text("by", by).length(), 1, LONGEST_BY);
        }
        Require.between("reason (characters)", Require.text("reason", reason).length(), 1, LONGEST_REASON);
        Require.text("correlationId", correlationId);
    }

    /**
     * The name of a person, who may give none.
     *
     * @throws LikenessException {@code INVALID_REQUEST} for one of {@link #GATE}, {@link #REGISTRY} and {@link #GENERATOR}
     */
    public static @Nullable String person(@Nullable String by) {
        if (by != null && OURS.contains(by)) {
            throw Require.invalid("by", "none of " + OURS, "'" + by + "'");
        }
        return by;
    }

    /** The same of a plan that was looked at: of its revision and, if it names no version, to the plan's fallback. */
    public ChangeServing of(ServingPlan plan) {
        return new ChangeServing(
                changeId,
                cause,
                version == null ? plan.fallback() : version,
                revision == null ? (Long) plan.revision() : revision,
                overrule,
                by,
                reason,
                correlationId);
    }
}
