package io.likeness.gateway.deletion;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.likeness.contracts.model.VersionRef;
import io.likeness.gateway.ledger.JobKind;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Something that can be deleted, as what uses something else or was made of it.
 *
 * @param id of a version its name and number, such as {@code celeba/3}
 * @param state as the ledger names it, of a version whether it is champion
 */
@Schema(description = "What uses something, or was made of it")
public record Dependent(
        Kind kind,

        @Schema(description = "Of a version its name and number", examples = "celeba/3")
        String id,

        @Schema(description = "Of a job its status, of a version champion or registered", examples = "running")
        String state) {

    /** Three kinds of jobs, and what trainings make. */
    public enum Kind {
        @JsonProperty("dataset")
        DATASET,
        @JsonProperty("training")
        TRAINING,
        @JsonProperty("version")
        VERSION,
        @JsonProperty("generation")
        GENERATION;

        static Kind of(JobKind job) {
            return switch (job) {
                case DATASET -> DATASET;
                case TRAINING -> TRAINING;
                case GENERATION -> GENERATION;
            };
        }

        /** The lower-case form of messages. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Dependent version(VersionRef version, boolean champion) {
        return new Dependent(Kind.VERSION, version.toString(), champion ? "champion" : "registered");
    }

    /** What an error message calls it. */
    String title() {
        return "%s %s (%s)".formatted(kind.word(), id, state);
    }

    boolean is(Dependent other) {
        return kind == other.kind && id.equals(other.id);
    }
}
