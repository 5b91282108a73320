package io.likeness.platform.web;

import io.likeness.platform.trace.Trace;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each request its correlation id and its place in a trace, for the logs, the events and the answer; says once what was accepted.
 * What fails is logged where its problem is made.
 */
@Provider
@PreMatching
public class CorrelationFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private static final Logger LOG = LoggerFactory.getLogger(CorrelationFilter.class);
    private static final Set<Integer> ACCEPTED =
            Set.of(Response.Status.CREATED.getStatusCode(), Response.Status.ACCEPTED.getStatusCode());

    @Override
    public void filter(ContainerRequestContext request) {
        String traceparent = request.getHeaderString(Trace.TRACEPARENT);
        String id = Trace.correlationOf(request.getHeaderString(Trace.CORRELATION_HEADER), traceparent);
        request.setProperty(Trace.CORRELATION_HEADER, id);
        Trace.enter(id, traceparent);
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(Trace.CORRELATION_HEADER) instanceof String id) {
            response.getHeaders().putSingle(Trace.CORRELATION_HEADER, id);
        }
        if (ACCEPTED.contains(response.getStatus()) && !request.getMethod().equals(HttpMethod.GET)) {
            LOG.info(
                    "request accepted method={} path={} status={} location={}",
                    request.getMethod(),
                    request.getUriInfo().getPath(),
                    response.getStatus(),
                    response.getHeaderString(HttpHeaders.LOCATION));
        }
    }
}
