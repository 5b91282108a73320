package io.likeness.gateway.model;

import io.likeness.contracts.model.GateDecided;
import io.likeness.contracts.model.ModelEvent;
import io.likeness.contracts.model.ModelPromoted;
import io.likeness.contracts.model.ModelRegistered;
import io.likeness.contracts.model.RolloutChanged;
import io.likeness.contracts.model.VersionDeleted;
import io.likeness.contracts.model.VersionRef;
import io.likeness.gateway.ledger.JobNews;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Keeps versions and champions as events tell of them. Applying an event again or late changes nothing. Safe for threads. */
@Singleton
public class ModelProjection {
    private final Jdbi jdbi;
    private final Instance<ModelListener> listeners;

    public ModelProjection(Jdbi jdbi, @Any Instance<ModelListener> listeners) {
        this.jdbi = jdbi;
        this.listeners = listeners;
    }

    public void apply(ModelEvent event, Instant happenedAt) {
        jdbi.useTransaction(transaction -> {
            ModelOwners.learn(transaction, event.aggregateId());
            apply(transaction, event, happenedAt);
            JobNews.sendOfModel(transaction, ModelOwners.of(transaction, event.aggregateId()), event.aggregateId());
            listeners.forEach(listener -> listener.happened(transaction, event, happenedAt));
        });
    }

    private static void apply(Handle transaction, ModelEvent event, Instant happenedAt) {
        switch (event) {
            case ModelRegistered registered -> {
                ModelTable.addVersion(transaction, registered.version());
                ErasureMarks.spread(transaction);
            }
            case ModelPromoted promoted -> {
                ModelTable.addVersion(transaction, promoted.version());
                ErasureMarks.spread(transaction);
                ModelTable.promote(
                        transaction, promoted.modelName(), promoted.version().version(), happenedAt);
            }
            case RolloutChanged changed -> {
                ModelTable.addVersion(transaction, changed.candidate());
                RolloutTable.change(transaction, changed, happenedAt);
            }
            case VersionDeleted deleted -> {
                VersionRef version = VersionRef.of(deleted.modelName(), deleted.version());
                ModelTable.bury(transaction, version);
                RolloutTable.bury(transaction, version);
            }
            case GateDecided decided -> {
                // What follows from the decision is told by ModelPromoted.
            }
        }
    }
}
