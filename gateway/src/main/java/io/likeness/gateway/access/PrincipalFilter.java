package io.likeness.gateway.access;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/** Hands on who asks, as {@link AccessFilter} has found it, to the resources. */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public class PrincipalFilter implements ContainerRequestFilter {
    private final CurrentVertxRequest request;
    private final CurrentPrincipal principal;

    public PrincipalFilter(CurrentVertxRequest request, CurrentPrincipal principal) {
        this.request = request;
        this.principal = principal;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        Principal found = request.getCurrent().get(AccessFilter.PRINCIPAL);
        if (found != null) {
            principal.set(found);
        }
    }
}
