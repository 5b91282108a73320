package io.likeness.platform.web;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Takes the place of the framework's own mapper of this type, which answers without a body. */
@Provider
public class MismatchedInputMapper implements ExceptionMapper<MismatchedInputException> {
    private final ProblemMapper problems = new ProblemMapper();

    @Override
    public Response toResponse(MismatchedInputException thrown) {
        return problems.toResponse(thrown);
    }
}
