package io.likeness.gateway.training;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.training.TrainingCancelled;
import io.likeness.contracts.training.TrainingEvent;
import io.likeness.contracts.training.TrainingFailed;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.ledger.Documents;
import io.likeness.gateway.ledger.Job;
import io.likeness.gateway.ledger.JobKind;
import io.likeness.gateway.ledger.JobNews;
import io.likeness.gateway.training.TrainingHistory.Entry;
import io.likeness.platform.web.Failures;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.inject.Singleton;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
    private final Trainings trainings;
    private final JobNews news;

    public TrainingStreamEvents(TrainingHistory history, Trainings trainings, JobNews news) {
        this.history = history;
        this.trainings = trainings;
        this.news = news;
    }

    /** @param after sequence number of the last event that the client has, 0 for none */
    Multi<OutboundSseEvent> stream(Tenant tenant, String trainingId, long after, Sse sse) {
        return Multi.createFrom()
                .emitter(emitter -> Thread.ofVirtual()
                        .name("training-events")
                        .start(() -> follow(tenant, trainingId, after, sse, emitter)));
    }

    private void follow(
            Tenant tenant, String trainingId, long after, Sse sse, MultiEmitter<? super OutboundSseEvent> emitter) {
        // From the client's last event, so that it is seen where that one ended the training and nothing will follow.
        long sequence = Math.max(after - 1, 0);
        long silentSince = System.nanoTime();
        try (JobNews.Watch watch = news.watch(tenant, JobKind.TRAINING, trainingId)) {
            while (!emitter.isCancelled()) {
                Look look = look(tenant, trainingId, sequence);
                for (Entry entry : look.entries()) {
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
                if (look.end() != null) {
                    emitter.emit(end(look.end(), sse));
                    emitter.complete();
                    return;
                }
                if (System.nanoTime() - silentSince > KEEP_ALIVE.toNanos()) {
                    emitter.emit(sse.newEventBuilder().comment("waiting").build());
                    silentSince = System.nanoTime();
                }
                if (look.entries().isEmpty()) {
                    watch.await(KEEP_ALIVE);
                }
            }
        } catch (InterruptedException e) {
            emitter.complete();
        } catch (RuntimeException e) {
            LOG.error("event stream broken off training={}", trainingId, e);
            emitter.fail(e);
        }
    }

    /** The job first: what ended it is in the history that is read after it, unless nobody but the ledger did. */
    private Look look(Tenant tenant, String trainingId, long sequence) {
        try {
            TrainingEvent end = end(trainings.requireJob(tenant, trainingId));
            List<Entry> entries = history.after(trainingId, sequence);
            return new Look(entries, entries.isEmpty() ? end : null);
        } catch (RuntimeException e) {
            LikenessException failure = Failures.classify(e);
            if (failure.code() == ErrorCode.GONE || failure.code() == ErrorCode.NOT_FOUND) {
                return new Look(List.of(), new TrainingCancelled(trainingId));
            }
            if (!failure.retriable()) {
                throw failure;
            }
            LOG.warn(
                    "history not read, will try again training={} cause={}",
                    trainingId,
                    String.valueOf(e.getMessage()));
            return new Look(List.of(), null);
        }
    }

    /** What its trainer would have said at the end, which the ledger saw instead. */
    private static @Nullable TrainingEvent end(Job job) {
        return switch (job.status()) {
            case QUEUED, RUNNING, SUCCEEDED -> null;
            case FAILED, EXPIRED -> new TrainingFailed(job.id(), Require.present("failure", job.findFailure()));
            case CANCELED -> new TrainingCancelled(job.id());
        };
    }

    private static OutboundSseEvent end(TrainingEvent end, Sse sse) {
        return sse.newEventBuilder()
                .name(end.getClass().getSimpleName())
                .data(Documents.text(end))
                .build();
    }

    /** @param end absent while there is more to hear of */
    private record Look(List<Entry> entries, @Nullable TrainingEvent end) {}

    private static OutboundSseEvent event(Entry entry, Sse sse) {
        return sse.newEventBuilder()
                .id(Long.toString(entry.sequence()))
                .name(entry.type())
                .data(entry.content())
                .build();
    }
}
