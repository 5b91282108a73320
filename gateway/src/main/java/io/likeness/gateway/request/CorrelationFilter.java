package io.likeness.gateway.request;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import org.slf4j.MDC;

/** Gives each request its correlation id, for the logs, the events and the answer. */
@Provider
@PreMatching
public class CorrelationFilter implements ContainerRequestFilter, ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        String id = Correlation.accept(request.getHeaderString(Correlation.HEADER));
        request.setProperty(Correlation.HEADER, id);
        MDC.put(Correlation.LOG_KEY, id);
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(Correlation.HEADER) instanceof String id) {
            response.getHeaders().putSingle(Correlation.HEADER, id);
        }
    }
}
