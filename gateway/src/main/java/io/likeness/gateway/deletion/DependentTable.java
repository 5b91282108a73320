package io.likeness.gateway.deletion;

import io.likeness.contracts.model.VersionRef;
import io.likeness.gateway.deletion.Dependent.Kind;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * What was made of what, by the ledger and by what is known of versions; each knows of some a moment before the other. Rows of jobs are
 * held until the transaction ends. Stateless.
 */
final class DependentTable {
    private static final String TRAININGS =
            "SELECT id, state FROM ledger WHERE kind = 'training' AND gone IS NULL AND %s ORDER BY created_at, id FOR UPDATE";

    private static final String TRAININGS_OF_DATASET = TRAININGS.formatted("command ->> 'datasetId' = :id");

    /** Those that share its shards. */
    private static final String GROWN = """
            SELECT id, state FROM ledger WHERE kind = 'dataset' AND gone IS NULL
                AND state IN ('queued', 'running', 'succeeded') AND command ->> 'baseId' = :id
            ORDER BY created_at, id FOR UPDATE
            """;

    private static final String TUNED = """
            command -> 'fineTuning' ->> 'modelName' = :name AND command -> 'fineTuning' ->> 'version' = :version\
            """;

    private static final String TRAININGS_OF_VERSION =
            TRAININGS.formatted("state IN ('queued', 'running') AND " + TUNED);

    private static final String GENERATIONS_OF_VERSION = """
            SELECT id, state FROM ledger WHERE kind = 'generation' AND state IN ('queued', 'running') AND (
                command ->> 'modelName' = :name AND command ->> 'version' = :version
                    AND command -> 'chosen' IS DISTINCT FROM 'true'
                OR documents -> 'started' ->> 'modelName' = :name AND documents -> 'started' ->> 'version' = :version)
            ORDER BY created_at, id FOR UPDATE
            """;

    /** Of trainings and of documents of versions that a condition picks. */
    private static final String VERSIONS = """
            SELECT made.name, made.version, m.champion IS NOT NULL AS champion FROM (
                SELECT name, version FROM model_version WHERE document IS NOT NULL AND %s
                UNION
                SELECT documents -> 'completed' ->> 'modelName', CAST(documents -> 'completed' ->> 'version' AS integer)
                FROM ledger WHERE kind = 'training' AND documents -> 'completed' IS NOT NULL AND %s) made
            LEFT JOIN model m ON m.name = made.name AND m.champion = made.version
            WHERE NOT EXISTS (SELECT 1 FROM model_version v
                WHERE v.name = made.name AND v.version = made.version AND v.gone_at IS NOT NULL)
            ORDER BY made.name, made.version
            """;

    private static final String VERSIONS_OF_DATASET =
            VERSIONS.formatted("document ->> 'datasetId' = :id", "gone IS NULL AND command ->> 'datasetId' = :id");

    private static final String VERSIONS_OF_TRAINING =
            VERSIONS.formatted("document ->> 'trainingId' = :id", "gone IS NULL AND id = :id");

    private static final String VERSIONS_OF_VERSION = VERSIONS.formatted(
            "document -> 'parent' ->> 'modelName' = :name AND document -> 'parent' ->> 'version' = :version",
            "gone IS NULL AND " + TUNED);

    private DependentTable() {}

    static List<Dependent> datasetsOfDataset(Handle transaction, String id) {
        return jobs(transaction, Kind.DATASET, GROWN, Map.of("id", id));
    }

    static List<Dependent> trainingsOfDataset(Handle transaction, String id) {
        return jobs(transaction, Kind.TRAINING, TRAININGS_OF_DATASET, Map.of("id", id));
    }

    static List<Dependent> versionsOfDataset(Handle transaction, String id) {
        return versions(transaction, VERSIONS_OF_DATASET, Map.of("id", id));
    }

    static List<Dependent> versionsOfTraining(Handle transaction, String id) {
        return versions(transaction, VERSIONS_OF_TRAINING, Map.of("id", id));
    }

    /** Versions that began with it. */
    static List<Dependent> versionsOf(Handle transaction, VersionRef version) {
        return versions(transaction, VERSIONS_OF_VERSION, named(version));
    }

    /** Those that have not ended and begin with it. */
    static List<Dependent> trainingsOf(Handle transaction, VersionRef version) {
        return jobs(transaction, Kind.TRAINING, TRAININGS_OF_VERSION, named(version));
    }

    /** Those that have not ended and were asked of it by its number, or are drawn with it. */
    static List<Dependent> generationsOf(Handle transaction, VersionRef version) {
        return jobs(transaction, Kind.GENERATION, GENERATIONS_OF_VERSION, named(version));
    }

    private static Map<String, String> named(VersionRef version) {
        return Map.of("name", version.name().value(), "version", Integer.toString(version.version()));
    }

    private static List<Dependent> jobs(Handle transaction, Kind kind, String query, Map<String, String> of) {
        return transaction
                .createQuery(query)
                .bindMap(of)
                .map((row, context) -> new Dependent(kind, row.getString("id"), row.getString("state")))
                .list();
    }

    private static List<Dependent> versions(Handle transaction, String query, Map<String, String> of) {
        return transaction
                .createQuery(query)
                .bindMap(of)
                .map((row, context) -> Dependent.version(
                        VersionRef.of(row.getString("name"), row.getInt("version")), row.getBoolean("champion")))
                .list();
    }
}
