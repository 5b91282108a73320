package io.likeness.gateway.model;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.VersionRef;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Which versions were trained with an image that was erased since: those whose dataset held it by its digest, and those that go on from one
 * of them. Stateless.
 */
public final class ErasureMarks {
    /** A manifest held the image of an erasure that replaced it, and so did those of which it was made. */
    private static final String HELD = """
        held (erasure_id, digest) AS (
            SELECT erasure_id, before FROM dataset_revision
            UNION
            SELECT held.erasure_id, earlier.before FROM held JOIN dataset_revision earlier ON earlier.after = held.digest)\
        """;

    private static final String SPREAD = "WITH RECURSIVE " + HELD + """
        , marked (erasure_id, name, version) AS (
            SELECT erasure_id, name, version FROM version_mark
            UNION
            SELECT held.erasure_id, v.name, v.version FROM held
                JOIN model_version v ON v.document ->> 'datasetDigest' = held.digest
            UNION
            SELECT marked.erasure_id, v.name, v.version FROM marked
                JOIN model_version v ON v.document -> 'parent' ->> 'modelName' = marked.name
                AND v.document -> 'parent' ->> 'version' = CAST(marked.version AS text))
        INSERT INTO version_mark (erasure_id, name, version) SELECT erasure_id, name, version FROM marked
        ORDER BY erasure_id, name, version ON CONFLICT DO NOTHING\
        """;

    /** Of a version that has no mark of its own yet, but will. */
    private static final String CLEARED =
            "WITH RECURSIVE " + HELD + " SELECT EXISTS (SELECT 1 FROM held WHERE digest = :digest)";

    private static final String NEWEST = "WITH RECURSIVE " + HELD + """
         SELECT DISTINCT ON (v.name) v.name, v.version FROM version_mark m
            JOIN model_version v ON v.name = m.name AND v.version = m.version
            JOIN held ON held.erasure_id = m.erasure_id AND held.digest = v.document ->> 'datasetDigest'
        WHERE m.erasure_id = :erasure AND v.document IS NOT NULL ORDER BY v.name, v.version DESC\
        """;

    private ErasureMarks() {}

    /** Marks what is not marked yet. To be called whenever a version or a revision of a dataset is heard of. */
    public static void spread(Handle transaction) {
        if (transaction
                .createQuery("SELECT EXISTS (SELECT 1 FROM dataset_revision)")
                .mapTo(Boolean.class)
                .one()) {
            transaction.execute(SPREAD);
        }
    }

    /** The versions that were trained with an erased image and are still kept. */
    public static List<VersionRef> marked(Handle handle, String erasureId) {
        return versions(
                handle,
                "SELECT m.name, m.version FROM version_mark m JOIN model_version v"
                        + " ON v.name = m.name AND v.version = m.version AND v.document IS NOT NULL"
                        + " WHERE m.erasure_id = :erasure ORDER BY m.name, m.version",
                erasureId);
    }

    /** Of each model the newest version whose own dataset held the image. */
    public static List<VersionRef> newest(Handle handle, String erasureId) {
        return versions(handle, NEWEST, erasureId);
    }

    /** The erasures of images with which versions of a model were trained, by the version's number. */
    static Map<Integer, List<String>> erasures(Handle handle, String modelName) {
        return handle.createQuery(
                        "SELECT version, erasure_id FROM version_mark WHERE name = :name ORDER BY version, erasure_id")
                .bind("name", modelName)
                .map((row, context) -> Map.entry(row.getInt("version"), row.getString("erasure_id")))
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    /** Whether what shows faces of the version's dataset was removed. */
    static boolean cleared(Handle handle, ModelVersion version) {
        return handle.createQuery(CLEARED)
                .bind("digest", version.datasetDigest())
                .mapTo(Boolean.class)
                .one();
    }

    private static List<VersionRef> versions(Handle handle, String query, String erasureId) {
        return handle.createQuery(query)
                .bind("erasure", erasureId)
                .map((row, context) -> VersionRef.of(row.getString("name"), row.getInt("version")))
                .list();
    }
}
