package io.likeness.gateway.upload;

import io.likeness.gateway.access.Quota;
import io.likeness.gateway.access.QuotaCount;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Handle;

/** Bytes in a key's uploads, whole ones and those on their way. Stateless. */
@Singleton
public class SentBytes implements QuotaCount {
    @Override
    public Quota quota() {
        return Quota.STORED_BYTES;
    }

    @Override
    public double of(Handle handle, String keyId) {
        return ofKey(handle, keyId);
    }

    static long ofKey(Handle handle, String keyId) {
        return UploadTable.bytesOfKey(handle, keyId) + ArrivalTable.bytesOfKey(handle, keyId);
    }
}
