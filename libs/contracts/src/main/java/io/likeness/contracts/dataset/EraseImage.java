package io.likeness.contracts.dataset;

import io.likeness.contracts.Require;
import io.likeness.contracts.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Remove an image from whatever ingest-service has stored or reads of a tenant, and take it in no more for that one.
 *
 * @param sha256 of the file as it was in an archive
 * @param tenant from whose datasets and archives alone; absent: the operator's
 */
public record EraseImage(
        String erasureId, String sha256, @Nullable String tenant) implements DatasetCommand {
    public EraseImage {
        Require.text("erasureId", erasureId);
        Require.sha256("sha256", sha256);
        if (tenant != null) {
            Require.name("tenant", tenant);
        }
    }

    /** From what the operator has. */
    public EraseImage(String erasureId, String sha256) {
        this(erasureId, sha256, null);
    }

    /** From whose it is to be removed. */
    public TenantId owner() {
        return tenant == null ? TenantId.MAIN : new TenantId(tenant);
    }

    @Override
    public String aggregateId() {
        return erasureId;
    }
}
