package io.likeness.standalone.command;

import io.likeness.client.Job;
import io.likeness.client.JobKind;
import io.likeness.client.LikenessClient;
import io.likeness.client.ProblemException;
import java.util.List;

/** Jobs by their ids alone. */
final class KnownJobs {
    static final List<JobKind<?>> KINDS = List.of(JobKind.TRAINING, JobKind.DATASET, JobKind.GENERATION);

    private static final int NOT_FOUND = 404;

    private KnownJobs() {}

    /** Of which kind a job is. */
    static JobKind<?> require(LikenessClient gateway, String id) {
        return KINDS.stream()
                .filter(kind -> isThere(gateway, kind, id))
                .findFirst()
                .orElseThrow(() -> CommandFailure.failed(
                        "expected the id of a training, a dataset or a generation, found none of '" + id + "'"));
    }

    private static <J extends Job> boolean isThere(LikenessClient gateway, JobKind<J> kind, String id) {
        try {
            gateway.send(kind.call().of(id));
            return true;
        } catch (ProblemException e) {
            if (e.status() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }
}
