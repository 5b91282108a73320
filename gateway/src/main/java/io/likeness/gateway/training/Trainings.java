package io.likeness.gateway.training;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.contracts.training.TrainingFilm;
import io.likeness.gateway.ledger.Draft;
import io.likeness.gateway.ledger.Job;
import io.likeness.gateway.ledger.JobKind;
import io.likeness.gateway.ledger.JobPage;
import io.likeness.gateway.ledger.JobQuery;
import io.likeness.gateway.ledger.Ledger;
import io.likeness.gateway.ledger.NewJob;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Accepts trainings, tells how far they are and has them cancelled. Safe for threads. */
@Singleton
public class Trainings {
    private final Jdbi jdbi;
    private final Ledger ledger;
    private final TrainingCommands commands;

    public Trainings(Jdbi jdbi, Ledger ledger, TrainingCommands commands) {
        this.jdbi = jdbi;
        this.ledger = ledger;
        this.commands = commands;
    }

    /** Accepts a training, or finds the one that the key was first used for; only one that goes on from a version needs more than the database. */
    public Training accept(TrainingRequest request, @Nullable String key, String correlationId) {
        return whole(ledger.accept(JobKind.TRAINING, key, request, correlationId, () -> check(request)));
    }

    /** As {@link Ledger#cancel}. */
    Training cancel(String id, String correlationId) {
        return whole(ledger.cancel(JobKind.TRAINING, id, correlationId));
    }

    /** @throws LikenessException {@code NOT_FOUND}, or {@code GONE} */
    public Training require(String id) {
        return whole(requireJob(id));
    }

    /** As {@link #require}, without its history. */
    Job requireJob(String id) {
        return ledger.require(JobKind.TRAINING, id);
    }

    JobPage<Training> list(JobQuery query) {
        return ledger.list(query, job -> Training.of(job, null));
    }

    /** @throws LikenessException {@code NOT_FOUND} also while no epoch has left a film */
    TrainingFilm requireFilm(String id) {
        requireJob(id);
        return jdbi.withHandle(handle -> TrainingTable.findFilm(handle, id))
                .orElseThrow(() -> new LikenessException(
                        ErrorCode.NOT_FOUND,
                        "film: expected a training that has finished an epoch, found none to show yet"));
    }

    /** What shows faces of a dataset was removed from trainings: they show no film any more. */
    public void forgetFilms(Handle transaction, Collection<String> trainingIds) {
        TrainingTable.forgetFilms(transaction, trainingIds);
    }

    /**
     * Begins a training as another one was, on what its dataset is now.
     *
     * @param accepted called with the new training's id, within the transaction that writes it
     * @param from whether it goes on from the version that the other one went on from, if it did
     * @throws LikenessException {@code GONE} where that or its dataset is
     */
    public Training again(String trainingId, boolean from, String correlationId, BiConsumer<Handle, String> accepted) {
        return whole(ledger.accept(JobKind.TRAINING, null, trainingId, correlationId, () -> (transaction, id) -> {
            StartTraining before = ledger.hold(transaction, JobKind.TRAINING, "trainingId", trainingId)
                    .command(StartTraining.class);
            StartTraining command = commands.again(transaction, id, before, from);
            accepted.accept(transaction, id);
            return new NewJob(command, command.deadline());
        }));
    }

    private Draft check(TrainingRequest request) {
        Optional<TrainingConfiguration> base = commands.fetchBase(request);
        Optional<List<String>> labels = commands.fetchLabels(request, base);
        return (transaction, id) -> {
            StartTraining command = commands.start(transaction, id, request, base, labels);
            return new NewJob(command, command.deadline(), List.of(), request);
        };
    }

    private Training whole(Job job) {
        return Training.of(job, jdbi.withHandle(handle -> TrainingTable.epochs(handle, job.id())));
    }
}
