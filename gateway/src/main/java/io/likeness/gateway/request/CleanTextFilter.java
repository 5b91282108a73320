package io.likeness.gateway.request;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.platform.web.CleanText;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;

/** Refuses paths and queries with text that cannot be kept, before anything is looked for by it; bodies are checked as they are parsed. */
@Provider
public class CleanTextFilter implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        requireNamed(request.getUriInfo().getPath());
        check(request.getUriInfo().getPathParameters());
        check(request.getUriInfo().getQueryParameters());
    }

    /** A path that leaves a part empty names nothing. */
    private static void requireNamed(String path) {
        if (path.contains("//") || path.contains("/ /")) {
            throw new LikenessException(
                    ErrorCode.NOT_FOUND, "path: expected a name or an id between slashes, found none");
        }
    }

    private static void check(MultivaluedMap<String, String> parameters) {
        parameters.forEach((name, values) -> values.forEach(value -> CleanText.require(name, value)));
    }
}
