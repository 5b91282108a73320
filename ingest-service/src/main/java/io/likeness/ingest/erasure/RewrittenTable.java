package io.likeness.ingest.erasure;

import io.likeness.contracts.Json;
import io.likeness.contracts.ObjectReference;
import io.likeness.contracts.TenantId;
import io.likeness.contracts.dataset.ImageErased.RewrittenUpload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Archives that were written again. Safe for threads. */
public final class RewrittenTable {
    private static final String ANNOUNCE = """
        WITH told AS (UPDATE rewritten SET announced = true WHERE NOT announced
            AND object_key IN (SELECT object_key FROM rewritten WHERE tenant = :tenant AND sha256 = :sha256 AND NOT announced)
            RETURNING object_key, number, before, after)
        SELECT before, after FROM told ORDER BY object_key, number
        """;

    private final Jdbi jdbi;

    public RewrittenTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** An upload as it is named, and each time that it was written again since: it is the last, or is about to be. */
    public List<ObjectReference> versions(ObjectReference named) {
        List<ObjectReference> versions = new ArrayList<>(List.of(named));
        jdbi.useHandle(handle -> {
            for (Optional<ObjectReference> next = after(handle, named);
                    next.isPresent();
                    next = after(handle, versions.getLast())) {
                versions.add(next.orElseThrow());
            }
        });
        return versions;
    }

    /** Written down before the archive is: whoever comes after one who died in between finds it as it was, and does the same again. */
    static void add(Handle transaction, TenantId tenant, String sha256, RewrittenUpload upload) {
        transaction
                .createUpdate(
                        "INSERT INTO rewritten (object_key, before_sha256, before, after, sha256, tenant)"
                                + " VALUES (:key, :digest, :before, :after, :sha256, :tenant)"
                                + " ON CONFLICT (object_key, before_sha256) DO UPDATE"
                                + " SET after = excluded.after, sha256 = excluded.sha256, announced = false, number = excluded.number")
                .bind("tenant", tenant.value())
                .bind("key", upload.before().key())
                .bind("digest", upload.before().sha256())
                .bind("before", Json.encode(upload.before()))
                .bind("after", Json.encode(upload.after()))
                .bind("sha256", sha256)
                .execute();
    }

    /** All that was not told yet of a tenant's that held a file, which it is now: one after the other, each time from what came of the last. */
    static List<RewrittenUpload> announce(Handle transaction, TenantId tenant, String sha256) {
        return transaction
                .createQuery(ANNOUNCE)
                .bind("tenant", tenant.value())
                .bind("sha256", sha256)
                .map((row, context) ->
                        new RewrittenUpload(reference(row.getBytes("before")), reference(row.getBytes("after"))))
                .list();
    }

    private static Optional<ObjectReference> after(Handle handle, ObjectReference upload) {
        return handle.createQuery("SELECT after FROM rewritten WHERE object_key = :key AND before_sha256 = :digest")
                .bind("key", upload.key())
                .bind("digest", upload.sha256())
                .mapTo(byte[].class)
                .findOne()
                .map(RewrittenTable::reference);
    }

    private static ObjectReference reference(byte[] json) {
        return Json.decode(json, ObjectReference.class);
    }
}
