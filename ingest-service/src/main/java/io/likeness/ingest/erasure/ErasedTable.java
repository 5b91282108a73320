package io.likeness.ingest.erasure;

import io.likeness.contracts.TenantId;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Files that are not to be taken in for a tenant, by their SHA-256. Somebody asked for each of them, so that they are few. Safe for threads. */
public final class ErasedTable {
    private final Jdbi jdbi;

    public ErasedTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    static void add(Handle transaction, TenantId tenant, String sha256) {
        transaction
                .createUpdate("INSERT INTO erased (tenant, sha256) VALUES (:tenant, :sha256) ON CONFLICT DO NOTHING")
                .bind("tenant", tenant.value())
                .bind("sha256", sha256)
                .execute();
    }

    public Set<String> all(TenantId tenant) {
        return jdbi.withHandle(handle -> read(handle, tenant));
    }

    /** Whether an erasure has not ended. */
    public boolean erasing() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT EXISTS (SELECT 1 FROM job WHERE kind = :kind AND state IN ('queued', 'running'))")
                .bind("kind", Erasures.KIND)
                .mapTo(Boolean.class)
                .one());
    }

    /**
     * All of a tenant's, to which none is added until the transaction ends. Whoever seals a dataset in it either finds a file here, or is found by the
     * erasure of that file, which begins once the file is written down.
     */
    public static Set<String> lock(Handle transaction, TenantId tenant) {
        // Waits for those who are adding one; what is read afterwards sees it.
        transaction.execute("LOCK TABLE erased IN SHARE MODE");
        return read(transaction, tenant);
    }

    /** All of a tenant's at this moment. */
    public static Set<String> read(Handle handle, TenantId tenant) {
        return handle.createQuery("SELECT sha256 FROM erased WHERE tenant = :tenant")
                .bind("tenant", tenant.value())
                .mapTo(String.class)
                .collect(Collectors.toSet());
    }
}
