package io.likeness.gateway.upload;

import jakarta.inject.Provider;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MultivaluedMap;

/** What every answer to a client that resumes says, refusals included, and the check of its version. */
@jakarta.ws.rs.ext.Provider
public class ResumptionFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private final Provider<Intake> intake;

    /** @param intake asked for late: the framework makes filters before there is a configuration */
    public ResumptionFilter(Provider<Intake> intake) {
        this.intake = intake;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (concerns(request) && !request.getMethod().equals("OPTIONS")) {
            TusDialect.requireVersion(request::getHeaderString);
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!concerns(request)) {
            return;
        }
        MultivaluedMap<String, Object> headers = response.getHeaders();
        if (request.getHeaderString(TusDialect.VERSION_FIELD) != null) {
            headers.putSingle(TusDialect.VERSION_FIELD, TusDialect.VERSION);
        }
        switch (response.getStatus()) {
            case 412 -> headers.putSingle("Tus-Version", TusDialect.VERSION);
            case 413 -> {
                headers.putSingle(
                        DraftDialect.LIMIT, DraftDialect.limit(intake.get().mostBytes()));
                headers.putSingle("Tus-Max-Size", intake.get().mostBytes());
            }
            case 415 -> {
                headers.putSingle("Accept-Encoding", "identity");
                headers.putSingle("Accept-Patch", TusDialect.MEDIA_TYPE + ", " + DraftDialect.MEDIA_TYPE);
            }
            default -> {}
        }
    }

    private static boolean concerns(ContainerRequestContext request) {
        return request.getUriInfo().getPath().startsWith(Dialect.COLLECTION);
    }
}
