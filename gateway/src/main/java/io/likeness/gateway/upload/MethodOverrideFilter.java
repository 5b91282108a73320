package io.likeness.gateway.upload;

import io.likeness.contracts.Require;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

/**
 * Takes the method of a request by tus from {@code X-HTTP-Method-Override} where a client cannot send it. Only a POST may stand for
 * another: by any other, a page of somebody else's could change what the door lets it only read.
 */
@Provider
@PreMatching
public class MethodOverrideFilter implements ContainerRequestFilter {
    private static final String FIELD = "X-HTTP-Method-Override";
    private static final Set<String> METHODS = Set.of("PATCH", "DELETE", "HEAD", "POST");

    @Override
    public void filter(ContainerRequestContext request) {
        String method = request.getHeaderString(FIELD);
        if (method != null
                && request.getMethod().equals("POST")
                && request.getUriInfo().getPath().startsWith(Dialect.COLLECTION)
                && request.getHeaderString(TusDialect.VERSION_FIELD) != null) {
            request.setMethod(Require.oneOf(FIELD, method, METHODS));
        }
    }
}
