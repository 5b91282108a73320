package io.likeness.gateway.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.Violations;
import io.likeness.contracts.dataset.DatasetManifest;
import io.likeness.contracts.model.ModelManifest;
import io.likeness.contracts.model.VersionRef;
import io.likeness.contracts.training.FineTuning;
import io.likeness.contracts.training.StartTraining;
import io.likeness.contracts.training.TrainingConfiguration;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.dataset.Dataset;
import io.likeness.gateway.dataset.DatasetContents;
import io.likeness.gateway.dataset.Datasets;
import io.likeness.gateway.model.Artifacts;
import io.likeness.gateway.model.Models;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Makes whole commands of requests, which leave most to defaults. Safe for threads. */
@Singleton
public class TrainingCommands {
    /** A command has to fit into one Kafka record. */
    private static final int MOST_BYTES = 256 << 10;

    private static final String CONDITIONS = "conditions";

    private final Datasets datasets;
    private final DatasetContents contents;
    private final Artifacts artifacts;
    private final Models models;
    private final TrainingDefaults defaults;

    public TrainingCommands(
            Datasets datasets,
            DatasetContents contents,
            Artifacts artifacts,
            Models models,
            TrainingDefaults defaults) {
        this.datasets = datasets;
        this.contents = contents;
        this.models = models;
        this.artifacts = artifacts;
        this.defaults = defaults;
    }

    /**
     * How the version was trained that the training goes on from, by its report; empty for one from random weights. What a report of an
     * earlier release does not name was as in the preset {@code seed}.
     *
     * @throws LikenessException {@code MODEL_NOT_FOUND}; {@code REGISTRY_UNAVAILABLE} for a version that was never heard of here, and
     *     {@code OBJECT_STORE_UNAVAILABLE}
     */
    Optional<TrainingConfiguration> fetchBase(Tenant tenant, TrainingRequest request) {
        return request.findFineTuning().map(base -> fetchBase(tenant, base));
    }

    /**
     * The labels of the dataset, where the training may be told some and the dataset is sealed: before that, nobody knows them.
     *
     * @throws LikenessException {@code NOT_FOUND}, {@code GONE}, {@code OBJECT_STORE_UNAVAILABLE}
     */
    Optional<List<String>> fetchLabels(Tenant tenant, TrainingRequest request, Optional<TrainingConfiguration> base) {
        boolean told = request.configurationRequest().overrides().containsKey(CONDITIONS)
                || base.stream().anyMatch(version -> !version.conditions().isEmpty());
        return told
                ? contents.fetchManifest(tenant, request.requireDatasetId()).map(DatasetManifest::labels)
                : Optional.empty();
    }

    /**
     * The command in full.
     *
     * @param labels of the dataset, where they matter and are known
     * @throws LikenessException {@code NOT_FOUND}, {@code DATASET_UNUSABLE}, {@code INVALID_REQUEST} for more than fits into a record,
     *     {@code IMPOSSIBLE_CONFIGURATION} for labels that the dataset does not have, or as {@link ConfigurationRequest#resolve}
     */
    StartTraining start(
            Handle transaction,
            Tenant tenant,
            String id,
            TrainingRequest request,
            Optional<TrainingConfiguration> base,
            Optional<List<String>> labels) {
        Dataset dataset = datasets.requireTrainable(transaction, tenant, request.requireDatasetId());
        request.findFineTuning()
                .ifPresent(start -> models.hold(transaction, VersionRef.of(start.modelName(), start.version())));
        TrainingConfiguration configuration = request.configurationRequest().resolve(dataset.options(), base);
        labels.ifPresent(known -> requireLabels(known, configuration.conditions()));
        StartTraining command = new StartTraining(
                id,
                dataset.id(),
                request.modelNameOr(dataset.name()),
                configuration.preset(),
                configuration.epochs(),
                configuration.seed(),
                request.deadline(Instant.now(), defaults.deadline()),
                configuration,
                request.findFineTuning().orElse(null),
                dataset.sealed() == null ? null : dataset.sealed().manifest());
        int bytes = Json.encode(command).length;
        if (bytes > MOST_BYTES) {
            throw Require.invalid("configuration", "at most " + MOST_BYTES + " bytes in all", Integer.toString(bytes));
        }
        return command;
    }

    /** As an earlier one was, on what the dataset is now; throws as {@link #start}. */
    StartTraining again(Handle transaction, Tenant tenant, String id, StartTraining before, boolean from) {
        Dataset dataset = datasets.requireTrainable(transaction, tenant, before.datasetId());
        FineTuning base = from ? before.fineTuning() : null;
        if (base != null) {
            models.hold(transaction, VersionRef.of(base.modelName(), base.version()));
        }
        return new StartTraining(
                id,
                dataset.id(),
                before.modelName(),
                before.preset(),
                before.epochs(),
                before.seed(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS).plus(defaults.deadline()),
                before.configuration(),
                base,
                dataset.sealed() == null ? null : dataset.sealed().manifest());
    }

    private static void requireLabels(List<String> known, List<String> wanted) {
        Violations violations = new Violations(ErrorCode.IMPOSSIBLE_CONFIGURATION);
        wanted.forEach(label -> violations.unless(
                known.contains(label),
                ConfigurationMerge.BODY_FIELD + CONDITIONS,
                known.isEmpty() ? "none, as the dataset has no labels" : "labels of the dataset, " + known,
                "'" + label + "'"));
        violations.requireNone();
    }

    private TrainingConfiguration fetchBase(Tenant tenant, FineTuning fineTuning) {
        byte[] report = artifacts.fetch(tenant, fineTuning.modelName(), fineTuning.version(), ModelManifest.REPORT);
        JsonNode configuration = Json.tree(report).path("configuration");
        if (!configuration.isObject()) {
            throw Require.invalid("fineTuning.version", "a version whose report tells its configuration", "another");
        }
        return ConfigurationMerge.adopt(TrainingConfiguration.seedPreset(), configuration);
    }
}
