package io.likeness.registry.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.NotedVersion;
import io.likeness.contracts.model.VersionFilter;
import io.likeness.contracts.model.VersionNotes;
import io.likeness.contracts.model.VersionRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What people say of versions, within the caller's transaction. Safe for threads. */
@ApplicationScoped
public class Notes {
    private static final String SELECT = """
            SELECT v.*, n.description, n.tags, ARRAY(SELECT a.alias FROM version_alias a
                WHERE a.model_name = v.model_name AND a.version = v.version) AS aliases
            FROM model_version v
            LEFT JOIN version_note n ON n.model_name = v.model_name AND n.version = v.version
            WHERE v.model_name = :name
            """;

    private static final String FILTER = """
             AND coalesce(n.tags, '{}') @> CAST(:tags AS jsonb)
            AND (CAST(:alias AS text) IS NULL OR EXISTS (SELECT 1 FROM version_alias a
                WHERE a.model_name = v.model_name AND a.version = v.version AND a.alias = :alias))
            AND (CAST(:text AS text) IS NULL
                OR strpos(lower(n.description), lower(:text)) > 0
                OR EXISTS (SELECT 1 FROM jsonb_each_text(n.tags) t WHERE strpos(lower(t.value), lower(:text)) > 0)
                OR EXISTS (SELECT 1 FROM version_alias a
                    WHERE a.model_name = v.model_name AND a.version = v.version AND strpos(a.alias, lower(:text)) > 0))
            ORDER BY v.version DESC LIMIT :limit
            """;

    /** By the version's number, of those versions of which something is said. */
    public Map<Integer, VersionNotes> find(Handle handle, ModelName name) {
        Map<Integer, VersionNotes> notes = new TreeMap<>();
        handle.createQuery(SELECT)
                .bind("name", name.value())
                .map((row, context) -> Map.entry(row.getInt("version"), notes(row)))
                .forEach(one -> notes.put(one.getKey(), one.getValue()));
        notes.values().removeIf(VersionNotes.NONE::equals);
        return notes;
    }

    /** Of one version; nothing of one that is not registered. */
    public VersionNotes find(Handle handle, VersionRef version) {
        return handle.createQuery(SELECT + " AND v.version = :version")
                .bind("name", version.name().value())
                .bind("version", version.version())
                .map((row, context) -> notes(row))
                .findOne()
                .orElse(VersionNotes.NONE);
    }

    /** The versions of a model that a filter lets through, the newest first. */
    List<NotedVersion> search(Handle handle, ModelName name, VersionFilter filter) {
        return handle.createQuery(SELECT + FILTER)
                .bind("name", name.value())
                .bind("tags", json(filter.tags()))
                .bind("alias", filter.alias())
                .bind("text", filter.text())
                .bind("limit", filter.limit())
                .map((row, context) -> new NotedVersion(VersionRows.MAPPER.map(row, context), notes(row)))
                .list();
    }

    /** Keeps description and tags of a version, in place of what was said before. */
    public void write(Handle transaction, VersionRef version, VersionNotes notes) {
        transaction
                .createUpdate("INSERT INTO version_note (model_name, version, description, tags)"
                        + " VALUES (:name, :version, :description, CAST(:tags AS jsonb)) ON CONFLICT (model_name, version)"
                        + " DO UPDATE SET description = excluded.description, tags = excluded.tags")
                .bind("name", version.name().value())
                .bind("version", version.version())
                .bind("description", notes.description())
                .bind("tags", json(notes.tags()))
                .execute();
    }

    private static VersionNotes notes(ResultSet row) throws SQLException {
        return new VersionNotes(
                List.of((String[]) row.getArray("aliases").getArray()),
                row.getString("description"),
                tags(row.getString("tags")));
    }

    private static Map<String, String> tags(@Nullable String json) {
        Map<String, String> tags = new TreeMap<>();
        if (json != null) {
            for (Map.Entry<String, JsonNode> tag :
                    Json.tree(json.getBytes(UTF_8)).properties()) {
                tags.put(tag.getKey(), tag.getValue().textValue());
            }
        }
        return tags;
    }

    private static String json(Map<String, String> tags) {
        return new String(Json.encode(tags), UTF_8);
    }
}
