package io.likeness.trainer.erasure;

import static java.util.stream.Collectors.toSet;

import io.likeness.contracts.training.EraseTraces.Revision;
import io.likeness.contracts.training.TracesErased;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.web.Failures;
import io.likeness.trainer.intake.Deletions;
import io.likeness.trainer.publication.KeptVersions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the traces of erasures none of whose trainings can write any more. What breaks off, because the store is away, is begun again by
 * whoever is next, and announced once. Safe for threads.
 */
@ApplicationScoped
public class TraceRemoval {
    private static final Logger LOG = LoggerFactory.getLogger(TraceRemoval.class);

    private final Jdbi jdbi;
    private final RemovalTable table;
    private final KeptVersions versions;
    private final Traces traces;
    private final Outbox outbox;

    TraceRemoval(Jdbi jdbi, RemovalTable table, KeptVersions versions, Traces traces, Outbox outbox) {
        this.jdbi = jdbi;
        this.table = table;
        this.versions = versions;
        this.traces = traces;
        this.outbox = outbox;
    }

    /** Removes what can be removed now. To be called again and again. */
    public void sweep() {
        table.due().forEach(this::tryToRemove);
        table.forget(Deletions.KEEP);
    }

    /** One that cannot be done holds up no other. */
    private void tryToRemove(RemovalTable.Due erasure) {
        try {
            remove(erasure);
        } catch (RuntimeException e) {
            if (Failures.classify(e).retriable()) {
                throw e;
            }
            LOG.error(
                    "traces not erased, will try again id={}", erasure.command().erasureId(), e);
        }
    }

    private void remove(RemovalTable.Due erasure) {
        String id = erasure.command().erasureId();
        Set<String> replaced =
                erasure.command().datasets().stream().map(Revision::before).collect(toSet());
        table.concern(id, versions.trainedOn(replaced));
        List<String> trainings = table.trainings(id);
        for (String training : trainings) {
            table.remember(id, traces.find(training));
            traces.delete(training);
        }
        announce(new TracesErased(id, trainings, table.removed(id)), erasure.correlationId());
    }

    private void announce(TracesErased erased, String correlationId) {
        boolean first = jdbi.inTransaction(transaction -> {
            boolean finished = table.finish(transaction, erased.erasureId());
            if (finished) {
                outbox.add(transaction, erased, correlationId);
            }
            return finished;
        });
        if (first) {
            LOG.info(
                    "traces erased id={} trainings={} objects={}",
                    erased.erasureId(),
                    erased.trainings().size(),
                    erased.removed().size());
        }
    }
}
