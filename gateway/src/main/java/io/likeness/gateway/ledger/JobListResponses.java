package io.likeness.gateway.ledger;

import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.request.ListParameters;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists of jobs over HTTP: what a query asks for. Stateless. */
public final class JobListResponses {
    private JobListResponses() {}

    /** @param fields by which the list is narrowed, absent values left out */
    public static JobQuery query(
            Tenant tenant,
            JobKind kind,
            ListParameters parameters,
            Set<JobStatus> states,
            Map<JobField, @Nullable String> fields) {
        Map<JobField, String> given = new EnumMap<>(JobField.class);
        fields.forEach((field, value) -> {
            if (value != null) {
                given.put(field, value);
            }
        });
        return new JobQuery(
                tenant,
                kind,
                states,
                given,
                parameters.after(),
                parameters.before(),
                parameters.oldestFirst(),
                Position.decoded(parameters.cursor()),
                parameters.limit());
    }
}
