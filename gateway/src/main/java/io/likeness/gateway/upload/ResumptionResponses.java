package io.likeness.gateway.upload;

import io.likeness.platform.web.Problem;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Answers to clients that resume. Stateless. */
final class ResumptionResponses {

    private ResumptionResponses() {}

    static Response of(Reply reply) {
        Response.ResponseBuilder response = Response.status(reply.status());
        reply.headers().forEach(response::header);
        if (reply.entity() != null) {
            response.entity(reply.entity())
                    .type(reply.entity() instanceof Problem ? Problem.MEDIA_TYPE : MediaType.APPLICATION_JSON);
        }
        return response.build();
    }
}
