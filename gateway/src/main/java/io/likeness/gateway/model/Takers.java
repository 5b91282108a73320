package io.likeness.gateway.model;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The versions among which the requests to a model are divided that name none.
 *
 * @param champion that serves, absent where nobody knows here which does
 * @param candidate that is being rolled out, absent where none is
 * @param shadow that draws copies, absent where none does
 */
record Takers(
        @Nullable Integer champion,
        @Nullable Taker candidate,
        @Nullable Taker shadow) {
    /** In the place of a rollout's id, so that copies are not drawn of the same requests that a candidate answers. */
    private static final String SHADOW = "shadow";

    /** All at once: whoever waits for a face waits for each look. */
    private static final String FIND = """
        SELECT champion, rollout.id AS rollout_id, candidate, rollout.share AS rollout_share,
            shadow.version AS shadow_version, shadow.share AS shadow_share
        FROM (VALUES (:name)) AS asked (name)
            LEFT JOIN model ON model.name = asked.name
            LEFT JOIN rollout ON rollout.name = asked.name AND rollout.share > 0
            LEFT JOIN shadow ON shadow.model = asked.name AND shadow.until > now()
        """;

    /**
     * One that does some of a model's requests.
     *
     * @param id with which those are chosen
     * @param share of them, in thousandths, 1 or more
     */
    record Taker(String id, int version, int share) {
        /** Whether a job is among its share: always the same for the same two ids. */
        boolean takes(String jobId) {
            return Placement.among(jobId, id, share);
        }
    }

    static Takers find(Handle handle, String name) {
        return handle.createQuery(FIND)
                .bind("name", name)
                .map((row, context) -> read(row))
                .one();
    }

    private static Takers read(ResultSet row) throws SQLException {
        Integer candidate = row.getObject("candidate", Integer.class);
        Integer shadow = row.getObject("shadow_version", Integer.class);
        return new Takers(
                row.getObject("champion", Integer.class),
                candidate == null
                        ? null
                        : new Taker(row.getString("rollout_id"), candidate, row.getInt("rollout_share")),
                shadow == null ? null : new Taker(SHADOW, shadow, row.getInt("shadow_share")));
    }
}
