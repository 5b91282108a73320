package io.likeness.gateway.request;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;

/** Pages of lists. Stateless. */
public final class NextPageResponses {
    private NextPageResponses() {}

    /** The items as an array; where there is more, the header {@code Link} (RFC 8288) says where. */
    public static Response of(Slice<?> page, UriInfo uri) {
        ResponseBuilder answer = Response.ok(page.items());
        String next = page.next();
        if (next != null) {
            URI following =
                    uri.getRequestUriBuilder().replaceQueryParam("cursor", next).build();
            answer.header(
                    HttpHeaders.LINK,
                    Link.fromUri(following.getRawPath() + "?" + following.getRawQuery())
                            .rel("next")
                            .build());
        }
        return answer.build();
    }
}
