package io.likeness.gateway.access;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

/** Takes the word of a header for who asks, in tests alone. */
@Provider
@PreMatching
public class TenantOfTests implements ContainerRequestFilter {
    public static final String HEADER = "X-Test-Tenant";

    private final CurrentPrincipal principal;

    public TenantOfTests(CurrentPrincipal principal) {
        this.principal = principal;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String tenant = request.getHeaderString(HEADER);
        if (tenant != null) {
            principal.set(new Principal(new Tenant(tenant), "test", Set.of(Scope.ADMIN)));
        }
    }
}
