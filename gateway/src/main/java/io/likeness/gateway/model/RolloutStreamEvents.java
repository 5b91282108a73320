package io.likeness.gateway.model;

import io.likeness.contracts.Digests;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.rollout.Rollout;
import io.likeness.contracts.rollout.Rollout.Participant;
import io.likeness.gateway.ledger.Documents;
import io.likeness.platform.web.Failures;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.inject.Singleton;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A rollout as server-sent events: as it is, and then whenever something of it has changed, until it has ended. Evidence goes to the registry and not over Kafka, so
 * the registry is asked again and again; a stream outlives one that is away for a while. Safe for threads; each stream has a virtual thread of its own.
 */
@Singleton
public class RolloutStreamEvents {
    private static final Logger LOG = LoggerFactory.getLogger(RolloutStreamEvents.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    /** Shows proxies and clients that the stream lives. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

    private final Models models;

    RolloutStreamEvents(Models models) {
        this.models = models;
    }

    /** @param last id of the last event that the client has, empty for none */
    Multi<OutboundSseEvent> stream(String rolloutId, String last, Sse sse) {
        return Multi.createFrom()
                .emitter(emitter ->
                        Thread.ofVirtual().name("rollout-events").start(() -> follow(rolloutId, last, sse, emitter)));
    }

    private void follow(String rolloutId, String last, Sse sse, MultiEmitter<? super OutboundSseEvent> emitter) {
        CountDownLatch left = new CountDownLatch(1);
        emitter.onTermination(left::countDown);
        String told = last;
        long silentSince = System.nanoTime();
        try {
            do {
                Optional<Rollout> found = look(rolloutId);
                String id = found.map(RolloutStreamEvents::id).orElse(told);
                if (!id.equals(told)) {
                    emitter.emit(event(id, found.orElseThrow(), sse));
                    told = id;
                    silentSince = System.nanoTime();
                } else if (System.nanoTime() - silentSince > KEEP_ALIVE.toNanos()) {
                    emitter.emit(sse.newEventBuilder().comment("waiting").build());
                    silentSince = System.nanoTime();
                }
                if (found.filter(rollout -> rollout.state().ended()).isPresent()) {
                    break;
                }
            } while (!left.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS));
            emitter.complete();
        } catch (InterruptedException e) {
            emitter.complete();
        } catch (RuntimeException e) {
            finish(rolloutId, e, emitter);
        }
    }

    /** Empty while the registry is away. */
    private Optional<Rollout> look(String rolloutId) {
        try {
            return Optional.of(models.fetchRollout(rolloutId));
        } catch (LikenessException e) {
            if (!e.retriable()) {
                throw e;
            }
            LOG.warn("rollout not read, will try again rollout={} cause={}", rolloutId, e.getMessage());
            return Optional.empty();
        }
    }

    /** What is known no more was deleted with its candidate. */
    private static void finish(String rolloutId, RuntimeException e, MultiEmitter<? super OutboundSseEvent> emitter) {
        if (Failures.classify(e).code() == ErrorCode.MODEL_NOT_FOUND) {
            emitter.complete();
            return;
        }
        LOG.error("event stream broken off rollout={}", rolloutId, e);
        emitter.fail(e);
    }

    /** The same for what says the same; when a generator said so is no news. */
    private static String id(Rollout rollout) {
        List<Participant> generators = rollout.generators().stream()
                .map(one -> new Participant(one.id(), one.warm(), one.drawn(), one.failed(), Instant.EPOCH))
                .toList();
        byte[] content = Json.encode(List.of(rollout.id(), rollout.revision(), rollout.findings(), generators));
        return Digests.sha256(content);
    }

    private static OutboundSseEvent event(String id, Rollout rollout, Sse sse) {
        return sse.newEventBuilder()
                .id(id)
                .name(Rollout.class.getSimpleName())
                .data(Documents.text(rollout))
                .build();
    }
}
