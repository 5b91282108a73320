package io.likeness.platform.web;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Says which methods a path has, as an answer with status 405 has to (RFC 9110, section 15.5.6). */
@Provider
public class NotAllowedMapper implements ExceptionMapper<NotAllowedException> {
    private final ProblemMapper problems = new ProblemMapper();
    private final Instance<AllowedMethods> methods;
    private final UriInfo uri;

    /** @param methods read from all resources when the first is asked for, and not at the start */
    NotAllowedMapper(Instance<AllowedMethods> methods, @Context UriInfo uri) {
        this.methods = methods;
        this.uri = uri;
    }

    @Override
    public Response toResponse(NotAllowedException thrown) {
        return Response.fromResponse(problems.toResponse(thrown))
                .header(HttpHeaders.ALLOW, String.join(", ", methods.get().of(uri.getPath())))
                .build();
    }
}
