package io.likeness.contracts.dataset;

import io.likeness.contracts.TenantId;
import java.util.UUID;

/**
 * Keys of uploads in the store, which are their ids. They tell whose an upload is to those who have no more than the store's list: that of another tenant than the
 * operator begins with its name, and a mark that no name has. What lies beside an upload begins with its key. Stateless.
 */
public final class UploadKeys {
    private static final String MARK = ".U.";

    private UploadKeys() {}

    /** For a new upload of a tenant. */
    public static String fresh(TenantId tenant) {
        return prefix(tenant) + UUID.randomUUID();
    }

    /** Of all of a tenant's, and, of the operator, of others' as well. */
    public static String prefix(TenantId tenant) {
        return tenant.equals(TenantId.MAIN) ? "" : tenant + MARK;
    }

    /** Whether what lies there is a tenant's. */
    public static boolean owns(TenantId tenant, String key) {
        return key.contains(MARK)
                ? !tenant.equals(TenantId.MAIN) && key.startsWith(prefix(tenant))
                : tenant.equals(TenantId.MAIN);
    }
}
