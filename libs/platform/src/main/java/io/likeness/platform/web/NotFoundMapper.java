package io.likeness.platform.web;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Takes the place of the framework's own mapper of this type, which lists every endpoint in development and tests. */
@Provider
public class NotFoundMapper implements ExceptionMapper<NotFoundException> {
    private final ProblemMapper problems = new ProblemMapper();

    @Override
    public Response toResponse(NotFoundException thrown) {
        return problems.toResponse(thrown);
    }
}
