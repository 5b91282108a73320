package io.likeness.gateway.request;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/** Refuses media types that are none, before an operation is looked for by them: the framework takes such a one for a defect. */
@Provider
@PreMatching
public class MediaTypeFilter implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        check(
                HttpHeaders.CONTENT_TYPE,
                request.getHeaderString(HttpHeaders.CONTENT_TYPE),
                ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        String accepted = request.getHeaderString(HttpHeaders.ACCEPT);
        if (accepted != null) {
            for (String one : accepted.split(",")) {
                check(HttpHeaders.ACCEPT, one.strip(), ErrorCode.INVALID_REQUEST);
            }
        }
    }

    private static void check(String header, @Nullable String value, ErrorCode code) {
        try {
            if (value != null) {
                MediaType.valueOf(value);
            }
        } catch (IllegalArgumentException e) {
            throw new LikenessException(
                    code, "%s: expected a media type such as application/json, found '%s'".formatted(header, value), e);
        }
    }
}
