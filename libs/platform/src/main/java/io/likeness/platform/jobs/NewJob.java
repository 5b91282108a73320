package io.likeness.platform.jobs;

import io.likeness.contracts.Require;
import io.likeness.contracts.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job that is to be written.
 *
 * @param payload what its handler needs
 * @param caller on whose behalf; callers take turns
 * @param deadline a job that is still queued then expires; null for none
 * @param budget how many attempts may fail before the job does, 1 or more; null for any number
 * @param held whether it waits for {@link JobQueue#admit} before it may be taken
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record NewJob(
        String kind,
        String id,
        byte[] payload,
        String correlationId,
        TenantId caller,
        ResourceClass resource,
        @Nullable Instant deadline,
        @Nullable Integer budget,
        boolean held) {
    public static final TenantId ANONYMOUS = new TenantId("anonymous");

    public NewJob {
        Require.text("kind", kind);
        Require.text("id", id);
        Require.present("payload", payload);
        Require.present("correlationId", correlationId);
        Require.present("caller", caller);
        Require.present("resource", resource);
        if (budget != null) {
            Require.between("budget", budget, 1, Integer.MAX_VALUE);
        }
    }

    /** For nobody in particular, on a CPU, without a deadline or a budget. */
    public static NewJob of(String kind, String id, byte[] payload, String correlationId) {
        return new NewJob(kind, id, payload, correlationId, ANONYMOUS, ResourceClass.CPU, null, null, false);
    }

    public NewJob calledBy(TenantId other) {
        return new NewJob(kind, id, payload, correlationId, other, resource, deadline, budget, held);
    }

    public NewJob on(ResourceClass other) {
        return new NewJob(kind, id, payload, correlationId, caller, other, deadline, budget, held);
    }

    public NewJob until(@Nullable Instant other) {
        return new NewJob(kind, id, payload, correlationId, caller, resource, other, budget, held);
    }

    public NewJob attempts(int most) {
        return new NewJob(kind, id, payload, correlationId, caller, resource, deadline, most, held);
    }

    public NewJob untilAdmitted() {
        return new NewJob(kind, id, payload, correlationId, caller, resource, deadline, budget, true);
    }
}
