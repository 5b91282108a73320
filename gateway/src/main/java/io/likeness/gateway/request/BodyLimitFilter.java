package io.likeness.gateway.request;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what is read into memory: every body but a file is small JSON, refused early where its stated length is too long and
 * else once too much of it was read. Those that take files bound them themselves.
 */
@Provider
public class BodyLimitFilter implements ContainerRequestFilter {
    private static final long MOST_BYTES = 1L << 20;

    @Override
    public void filter(ContainerRequestContext request) {
        if (boundsItself(request)) {
            return;
        }
        if (length(request.getHeaderString(HttpHeaders.CONTENT_LENGTH)) > MOST_BYTES) {
            throw tooLarge(MOST_BYTES);
        }
        request.setEntityStream(new BoundedBody(request.getEntityStream(), MOST_BYTES));
    }

    private static boolean boundsItself(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        return path.startsWith("/v1/uploads")
                || path.equals("/v1/erasures") && !MediaType.APPLICATION_JSON_TYPE.isCompatible(request.getMediaType());
    }

    static LikenessException tooLarge(long mostBytes) {
        return new LikenessException(
                ErrorCode.UPLOAD_TOO_LARGE, "body: expected at most " + mostBytes + " bytes, found more");
    }

    private static long length(@Nullable String header) {
        try {
            return header == null ? 0 : Long.parseLong(header);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
