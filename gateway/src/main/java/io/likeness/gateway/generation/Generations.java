package io.likeness.gateway.generation;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.generation.DrawShadow;
import io.likeness.contracts.generation.FaceOperation;
import io.likeness.contracts.generation.FaceOperation.Edit;
import io.likeness.contracts.generation.FaceOperation.Interpolate;
import io.likeness.contracts.generation.FaceOperation.Reconstruct;
import io.likeness.contracts.generation.FaceOperation.Sample;
import io.likeness.contracts.generation.FaceOperation.Vary;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.gateway.access.Principal;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.ledger.Draft;
import io.likeness.gateway.ledger.Job;
import io.likeness.gateway.ledger.JobKind;
import io.likeness.gateway.ledger.JobQuery;
import io.likeness.gateway.ledger.Ledger;
import io.likeness.gateway.ledger.LedgerConfiguration;
import io.likeness.gateway.ledger.NewJob;
import io.likeness.gateway.model.ModelChoice;
import io.likeness.gateway.model.Models;
import io.likeness.gateway.model.Placement;
import io.likeness.gateway.model.VersionNames;
import io.likeness.gateway.request.Slice;
import io.likeness.gateway.upload.Uploads;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Accepts generations, tells how far they are, and has them cancelled and deleted. Needs the database only, the store where
 * labels or attributes are named, and the registry where an alias is: not Kafka or a generator. Safe for threads.
 */
@Singleton
public class Generations {
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final Ledger ledger;
    private final Models models;
    private final VersionNames names;
    private final Operations operations;
    private final Uploads uploads;
    private final Duration deadline;

    public Generations(
            Ledger ledger,
            Models models,
            VersionNames names,
            Operations operations,
            Uploads uploads,
            LedgerConfiguration configuration) {
        this.ledger = ledger;
        this.models = models;
        this.names = names;
        this.operations = operations;
        this.uploads = uploads;
        this.deadline = configuration.generation().deadline();
    }

    /** Accepts a generation, or finds the one that the key was first used for. */
    Job accept(Principal asking, GenerationRequest request, @Nullable String key, String correlationId) {
        return ledger.accept(
                asking, JobKind.GENERATION, key, request, correlationId, () -> check(asking.tenant(), request));
    }

    /**
     * Accepts a generation under an id of the caller's, or finds it.
     *
     * @throws LikenessException as {@link Ledger#put}, {@code INVALID_REQUEST} for an id that is no UUID
     */
    Job put(Principal asking, String id, GenerationRequest request, String correlationId) {
        if (!UUID_FORM.matcher(id).matches()) {
            throw Require.invalid("id", "a UUID in lower case, such as " + new UUID(0, 0), "'" + id + "'");
        }
        return ledger.put(
                asking, JobKind.GENERATION, id, request, correlationId, () -> check(asking.tenant(), request));
    }

    /** @throws LikenessException {@code NOT_FOUND}, or {@code GONE} */
    Generation require(Tenant tenant, String id) {
        return Generation.of(ledger.require(tenant, JobKind.GENERATION, id));
    }

    Slice<Generation> list(JobQuery query) {
        return ledger.list(query, Generation::of);
    }

    /** As {@link Ledger#cancel}. */
    Generation cancel(Tenant tenant, String id, String correlationId) {
        return Generation.of(ledger.cancel(tenant, JobKind.GENERATION, id, correlationId));
    }

    /** As {@link Ledger#delete}. */
    void delete(Tenant tenant, String id, String correlationId) {
        ledger.delete(tenant, JobKind.GENERATION, id, correlationId);
    }

    /** As {@link Ledger#awaitEnd}. */
    Uni<Generation> awaitEnd(Job accepted, Duration patience) {
        return ledger.awaitEnd(accepted, patience).map(Generation::of);
    }

    private Draft check(Tenant tenant, GenerationRequest request) {
        ModelChoice choice = models.choose(
                tenant, request.model(), names.resolve(tenant, request.model(), request.version(), request.alias()));
        FaceOperation operation = operations.require(request, choice);
        return (transaction, id) -> {
            request.photos().forEach((field, upload) -> uploads.hold(transaction, tenant, field, upload));
            Placement placement = models.place(transaction, choice, id, asksForNoLabels(operation));
            GenerateFaces command = request.command(id, choice.name(), placement, operation);
            Integer shadow = placement.shadow();
            return new NewJob(
                    command,
                    Instant.now().plus(deadline),
                    shadow == null ? List.of() : List.of(DrawShadow.of(command, shadow)),
                    request);
        };
    }

    /** Labels and attributes are those of the version that serves; another one may not know them. */
    private static boolean asksForNoLabels(FaceOperation operation) {
        return switch (operation) {
            case Sample sample -> sample.labels().isEmpty();
            case Interpolate walk ->
                walk.faces().stream().allMatch(face -> face.labels().isEmpty());
            case Reconstruct photo -> photo.face().labels().isEmpty();
            case Edit edit -> false;
            case Vary vary -> vary.face().labels().isEmpty();
        };
    }
}
