package io.likeness.gateway.training;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.contracts.training.TrainingFilm;
import io.likeness.gateway.access.Principal;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.cost.Costs;
import io.likeness.gateway.cost.TrainingEstimate;
import io.likeness.gateway.dataset.Datasets;
import io.likeness.gateway.ledger.Draft;
import io.likeness.gateway.ledger.Job;
import io.likeness.gateway.ledger.JobKind;
import io.likeness.gateway.ledger.JobQuery;
import io.likeness.gateway.ledger.Ledger;
import io.likeness.gateway.ledger.NewJob;
import io.likeness.gateway.model.ModelOwners;
import io.likeness.gateway.request.Slice;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Accepts trainings, tells how far they are and has them cancelled. Safe for threads. */
@Singleton
public class Trainings {
    private static final String MODEL_NAME = "modelName";

    private final Jdbi jdbi;
    private final Ledger ledger;
    private final TrainingCommands commands;
    private final Datasets datasets;
    private final Costs costs;

    public Trainings(Jdbi jdbi, Ledger ledger, TrainingCommands commands, Datasets datasets, Costs costs) {
        this.jdbi = jdbi;
        this.ledger = ledger;
        this.commands = commands;
        this.datasets = datasets;
        this.costs = costs;
    }

    /** Accepts a training, or finds the one that the key was first used for; only one that goes on from a version needs more than the database. */
    public Training accept(Principal asking, TrainingRequest request, @Nullable String key, String correlationId) {
        return whole(
                ledger.accept(asking, JobKind.TRAINING, key, request, correlationId, () -> check(asking, request)));
    }

    /** As {@link Ledger#cancel}. */
    Training cancel(Tenant tenant, String id, String correlationId) {
        return whole(ledger.cancel(tenant, JobKind.TRAINING, id, correlationId));
    }

    /** @throws LikenessException {@code NOT_FOUND}, or {@code GONE} */
    public Training require(Tenant tenant, String id) {
        return whole(requireJob(tenant, id));
    }

    /** As {@link #require}, without its history. */
    Job requireJob(Tenant tenant, String id) {
        return ledger.require(tenant, JobKind.TRAINING, id);
    }

    Slice<Training> list(JobQuery query) {
        return ledger.list(query, job -> Training.of(job, null));
    }

    /** @throws LikenessException {@code NOT_FOUND} also while no epoch has left a film */
    TrainingFilm requireFilm(Tenant tenant, String id) {
        requireJob(tenant, id);
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
     * Begins a training as another one was, on what its dataset is now, whatever it takes.
     *
     * @param accepted called with the new training's id, within the transaction that writes it
     * @param from whether it goes on from the version that the other one went on from, if it did
     * @throws LikenessException {@code GONE} where that or its dataset is
     */
    public Training again(
            Principal asking,
            String trainingId,
            boolean from,
            String correlationId,
            BiConsumer<Handle, String> accepted) {
        Tenant tenant = asking.tenant();
        return whole(ledger.accept(
                asking.unlimited(), JobKind.TRAINING, null, trainingId, correlationId, () -> (transaction, id) -> {
                    StartTraining before = ledger.hold(transaction, tenant, JobKind.TRAINING, "trainingId", trainingId)
                            .command(StartTraining.class);
                    StartTraining command = commands.again(transaction, tenant, id, before, from);
                    ModelOwners.claim(transaction, tenant, MODEL_NAME, command.modelName());
                    costs.acceptAnyway(transaction, asking, command, images(transaction, tenant, command));
                    accepted.accept(transaction, id);
                    return new NewJob(command, command.deadline());
                }));
    }

    private Draft check(Principal asking, TrainingRequest request) {
        Tenant tenant = asking.tenant();
        Optional<TrainingConfiguration> base = commands.fetchBase(tenant, request);
        Optional<List<String>> labels = commands.fetchLabels(tenant, request, base);
        return (transaction, id) -> {
            StartTraining command = commands.start(transaction, tenant, id, request, base, labels);
            ModelOwners.claim(transaction, tenant, MODEL_NAME, command.modelName());
            costs.accept(transaction, asking, command, images(transaction, tenant, command));
            return new NewJob(command, command.deadline(), List.of(), request);
        };
    }

    /**
     * What a training would take, without beginning it.
     *
     * @throws LikenessException as one that is accepted, and {@code DATASET_UNUSABLE} while the dataset is imported
     */
    TrainingEstimate estimate(Tenant tenant, TrainingRequest request) {
        Optional<TrainingConfiguration> base = commands.fetchBase(tenant, request);
        Optional<List<String>> labels = commands.fetchLabels(tenant, request, base);
        return jdbi.inTransaction(transaction -> {
            StartTraining command =
                    commands.start(transaction, tenant, UUID.randomUUID().toString(), request, base, labels);
            Long images = images(transaction, tenant, command);
            if (images == null) {
                throw new LikenessException(
                        ErrorCode.DATASET_UNUSABLE,
                        "datasetId: expected a dataset that is sealed, as the estimate follows from its images, found one that"
                                + " is imported");
            }
            return costs.estimate(transaction, command.requireConfiguration(), images);
        });
    }

    /** Absent while the dataset is imported. */
    private @Nullable Long images(Handle transaction, Tenant tenant, StartTraining command) {
        SplitCounts counts = datasets.requireTrainable(transaction, tenant, command.datasetId())
                .counts();
        return counts == null ? null : (Long) counts.train();
    }

    private Training whole(Job job) {
        return Training.of(job, jdbi.withHandle(handle -> TrainingTable.epochs(handle, job.id())));
    }
}
