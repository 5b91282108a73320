package io.likeness.gateway.stream;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.gateway.ledger.Documents;
import io.likeness.platform.web.Failures;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.inject.Singleton;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thing as server-sent events: as it is, and then whenever it is another, until it has ended or is no more. The id of an event names the
 * state, so that who comes back with it is not told the same again. A stream outlives a server that is away for a while. Safe for threads.
 */
@Singleton
public class StateStreamEvents {
    private static final Logger LOG = LoggerFactory.getLogger(StateStreamEvents.class);
    private static final Set<ErrorCode> NO_MORE =
            EnumSet.of(ErrorCode.NOT_FOUND, ErrorCode.MODEL_NOT_FOUND, ErrorCode.GONE);

    /** Shows proxies and clients that the stream lives. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

    /** @param last id of the last event that the client has, empty for none */
    public Multi<OutboundSseEvent> stream(Watched watched, String last, Sse sse) {
        return Multi.createFrom()
                .emitter(emitter -> Thread.ofVirtual()
                        .name(watched.name() + "-events")
                        .start(() -> follow(watched, last, sse, emitter)));
    }

    private static void follow(Watched watched, String last, Sse sse, MultiEmitter<? super OutboundSseEvent> emitter) {
        Semaphore news = new Semaphore(0);
        emitter.onTermination(news::release);
        try (AutoCloseable subscription = watched.subscribe(news::release)) {
            tell(watched, last, sse, emitter, news);
            emitter.complete();
        } catch (InterruptedException e) {
            emitter.complete();
        } catch (Exception e) {
            finish(watched, e, emitter);
        }
    }

    private static void tell(
            Watched watched, String last, Sse sse, MultiEmitter<? super OutboundSseEvent> emitter, Semaphore news)
            throws InterruptedException {
        String told = last;
        long silentSince = System.nanoTime();
        boolean ended = false;
        while (!ended && !emitter.isCancelled()) {
            news.drainPermits();
            Optional<State> found = look(watched);
            if (found.isPresent() && !found.orElseThrow().id().equals(told)) {
                told = found.orElseThrow().id();
                emitter.emit(event(watched.name(), found.orElseThrow(), sse));
                silentSince = System.nanoTime();
            } else if (System.nanoTime() - silentSince > KEEP_ALIVE.toNanos()) {
                emitter.emit(sse.newEventBuilder().comment("waiting").build());
                silentSince = System.nanoTime();
            }
            ended = found.filter(State::ended).isPresent();
            if (!ended) {
                news.tryAcquire(watched.betweenLooks().toNanos(), TimeUnit.NANOSECONDS);
            }
        }
    }

    /** Empty while whoever knows is away. */
    private static Optional<State> look(Watched watched) {
        try {
            return Optional.of(watched.look());
        } catch (RuntimeException e) {
            LikenessException failure = Failures.classify(e);
            if (!failure.retriable()) {
                throw failure;
            }
            LOG.warn("not looked at, will try again name={} cause={}", watched.name(), failure.getMessage());
            return Optional.empty();
        }
    }

    private static void finish(Watched watched, Exception e, MultiEmitter<? super OutboundSseEvent> emitter) {
        if (NO_MORE.contains(Failures.classify(e).code())) {
            emitter.complete();
            return;
        }
        LOG.error("event stream broken off name={}", watched.name(), e);
        emitter.fail(e);
    }

    private static OutboundSseEvent event(String name, State state, Sse sse) {
        return sse.newEventBuilder()
                .id(state.id())
                .name(name)
                .data(Documents.text(state.content()))
                .build();
    }
}
