package io.likeness.gateway.generation;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.generation.FaceOperation;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.gateway.job.Claim;
import io.likeness.gateway.job.IdempotencyKeys;
import io.likeness.gateway.model.ModelChoice;
import io.likeness.gateway.model.Models;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.web.Failures;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Accepts generations and tells how far they are. Needs the database only, and the store where labels or
 * attributes are named: not Kafka or a generator. Safe for threads.
 */
@Singleton
public class Generations {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(40);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final Jdbi jdbi;
    private final IdempotencyKeys keys;
    private final Outbox outbox;
    private final Models models;
    private final Operations operations;

    public Generations(Jdbi jdbi, IdempotencyKeys keys, Outbox outbox, Models models, Operations operations) {
        this.jdbi = jdbi;
        this.keys = keys;
        this.outbox = outbox;
        this.models = models;
        this.operations = operations;
    }

    /** Writes the job and its command in one transaction. */
    Generation accept(GenerationRequest request, @Nullable String key, String correlationId) {
        ModelChoice choice = models.choose(request.model(), request.version());
        FaceOperation operation = operations.require(request, choice);
        GenerateFaces command = request.command(UUID.randomUUID().toString(), choice, operation);
        return jdbi.inTransaction(transaction -> {
            String id = switch (keys.claim(transaction, "generation", key, request, command.generationId())) {
                case Claim.Repeated repeated -> repeated.jobId();
                case Claim.Fresh fresh -> {
                    GenerationTable.insert(transaction, command);
                    outbox.add(transaction, command, correlationId);
                    yield command.generationId();
                }
            };
            return GenerationTable.require(transaction, id);
        });
    }

    /** @throws LikenessException {@code NOT_FOUND} */
    Generation require(String id) {
        return jdbi.withHandle(handle -> GenerationTable.require(handle, id));
    }

    List<Generation> newest(int limit) {
        return jdbi.withHandle(handle -> GenerationTable.newest(handle, limit));
    }

    /** The job as it is at its end, or when patience is. Holds the calling thread. */
    Generation awaitEnd(Generation accepted, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Generation latest = accepted;
        long pause = SHORTEST_PAUSE.toMillis();
        while (!latest.status().ended() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(pause);
            pause = Math.min(pause + pause / 4, LONGEST_PAUSE.toMillis());
            latest = refreshed(latest);
        }
        return latest;
    }

    /** The job as it is now; as it was where the database is away, because it is accepted all the same. */
    private Generation refreshed(Generation latest) {
        try {
            return require(latest.id());
        } catch (RuntimeException e) {
            if (Failures.classify(e).retriable()) {
                return latest;
            }
            throw e;
        }
    }
}
