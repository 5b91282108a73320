package io.likeness.gateway.training;

import io.likeness.gateway.training.TrainingHistory.Entry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.inject.Singleton;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A training's history as server-sent events, and then what is added to it, to the event that ends the training. A stream outlives a
 * database that is away for a while. Safe for threads; each stream has a virtual thread of its own.
 */
@Singleton
public class TrainingStreamEvents {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingStreamEvents.class);

    /** Shows proxies and clients that the stream lives. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

    private final TrainingHistory history;
    private final Duration interval;

    public TrainingStreamEvents(TrainingHistory history, TrainingDefaults configuration) {
        this.history = history;
        this.interval = configuration.eventInterval();
    }

    /** @param after sequence number of the last event that the client has, 0 for none */
    Multi<OutboundSseEvent> stream(String trainingId, long after, Sse sse) {
        return Multi.createFrom()
                .emitter(emitter -> Thread.ofVirtual()
                        .name("training-events")
                        .start(() -> follow(trainingId, after, sse, emitter)));
    }

    private void follow(String trainingId, long after, Sse sse, MultiEmitter<? super OutboundSseEvent> emitter) {
        // From the client's last event, so that it is seen where that one ended the training and nothing will follow.
        long sequence = Math.max(after - 1, 0);
        long silentSince = System.nanoTime();
        try {
            while (!emitter.isCancelled()) {
                for (Entry entry : next(trainingId, sequence)) {
                    sequence = entry.sequence();
                    if (sequence > after) {
                        emitter.emit(event(entry, sse));
                        silentSince = System.nanoTime();
                    }
                    if (entry.last()) {
                        emitter.complete();
                        return;
                    }
                }
                if (System.nanoTime() - silentSince > KEEP_ALIVE.toNanos()) {
                    emitter.emit(sse.newEventBuilder().comment("waiting").build());
                    silentSince = System.nanoTime();
                }
                TimeUnit.MILLISECONDS.sleep(interval.toMillis());
            }
        } catch (InterruptedException e) {
            emitter.complete();
        }
    }

    private List<Entry> next(String trainingId, long sequence) {
        try {
            return history.after(trainingId, sequence);
        } catch (RuntimeException e) {
            LOG.warn(
                    "history not read, will try again training={} cause={}",
                    trainingId,
                    String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    private static OutboundSseEvent event(Entry entry, Sse sse) {
        return sse.newEventBuilder()
                .id(Long.toString(entry.sequence()))
                .name(entry.type())
                .data(entry.content())
                .build();
    }
}
