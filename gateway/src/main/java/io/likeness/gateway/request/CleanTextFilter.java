package io.likeness.gateway.request;

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
        check(request.getUriInfo().getPathParameters());
        check(request.getUriInfo().getQueryParameters());
    }

    private static void check(MultivaluedMap<String, String> parameters) {
        parameters.forEach((name, values) -> values.forEach(value -> CleanText.require(name, value)));
    }
}
