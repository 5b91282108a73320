package io.likeness.registry.registration;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.RegisterVersion;
import io.likeness.platform.trace.Trace;
import io.likeness.registry.registration.RegistrationOutcome.Contradicted;
import io.likeness.registry.registration.RegistrationOutcome.Registered;
import io.likeness.registry.registration.RegistrationOutcome.Repeated;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import org.jspecify.annotations.Nullable;

/** Registration over HTTP. */
@Path("/v1/registrations/{trainingId}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class RegistrationResource {
    private final Registrations registrations;

    RegistrationResource(Registrations registrations) {
        this.registrations = registrations;
    }

    /** The version that a training has made; 404 also for one that was deleted. */
    @GET
    @Consumes(MediaType.WILDCARD)
    public ModelVersion version(String trainingId) {
        return registrations.require(trainingId);
    }

    /** 201 for a new version, 200 for the same request again, 409 if training or digest are registered with other content. */
    @PUT
    public Response register(String trainingId, @Nullable RegisterVersion body) {
        RegisterVersion request = Require.present("body", body);
        try (Trace work = Trace.resume(request.correlationId())) {
            return switch (registrations.register(trainingId, request)) {
                case Registered(var version) ->
                    Response.status(Status.CREATED).entity(version).build();
                case Repeated(var version) -> Response.ok(version).build();
                case Contradicted(String reason) -> throw new LikenessException(ErrorCode.STATE_CONFLICT, reason);
            };
        }
    }
}
