package io.likeness.gateway.ledger;

import io.likeness.gateway.ledger.JobQuery.Position;
import io.likeness.gateway.request.ListParameters;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists of jobs over HTTP: what a query asks for, and a page with a link to the next. Stateless. */
public final class JobListResponses {
    private JobListResponses() {}

    /** @param fields by which the list is narrowed, absent values left out */
    public static JobQuery query(
            JobKind kind, ListParameters parameters, Set<JobStatus> states, Map<JobField, @Nullable String> fields) {
        Map<JobField, String> given = new EnumMap<>(JobField.class);
        fields.forEach((field, value) -> {
            if (value != null) {
                given.put(field, value);
            }
        });
        String cursor = parameters.cursor();
        return new JobQuery(
                kind,
                states,
                given,
                parameters.after(),
                parameters.before(),
                parameters.oldestFirst(),
                cursor == null ? null : Position.decoded(cursor),
                parameters.limit());
    }

    /** The items as an array; where there is more, the header {@code Link} says where. */
    public static Response of(JobPage<?> page, UriInfo uri) {
        ResponseBuilder answer = Response.ok(List.copyOf(page.items()));
        if (page.next() != null) {
            URI next = uri.getRequestUriBuilder()
                    .replaceQueryParam("cursor", page.next())
                    .build();
            answer.header(
                    HttpHeaders.LINK, Link.fromUri(relative(next)).rel("next").build());
        }
        return answer.build();
    }

    private static String relative(URI uri) {
        return uri.getRawPath() + "?" + uri.getRawQuery();
    }
}
