package io.likeness.gateway.request;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages of lists. Stateless. */
public final class NextPageResponses {
    private NextPageResponses() {}

    /**
     * The items as an array; where there is more, the header {@code Link} (RFC 8288) says where.
     *
     * @param next the cursor of what follows, absent on the last page
     */
    public static Response of(List<?> items, @Nullable String next, UriInfo uri) {
        ResponseBuilder answer = Response.ok(List.copyOf(items));
        if (next != null) {
            URI page =
                    uri.getRequestUriBuilder().replaceQueryParam("cursor", next).build();
            answer.header(
                    HttpHeaders.LINK,
                    Link.fromUri(page.getRawPath() + "?" + page.getRawQuery())
                            .rel("next")
                            .build());
        }
        return answer.build();
    }
}
