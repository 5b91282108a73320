package io.likeness.registry.serving;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.ChangeServing;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ServingPlan;
import io.likeness.platform.trace.Trace;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** What serves, over HTTP. */
@Path("/v1/models/{name}/serving")
@Produces(MediaType.APPLICATION_JSON)
public class ServingResource {
    private final Servings servings;

    ServingResource(Servings servings) {
        this.servings = servings;
    }

    @GET
    public ServingPlan serving(String name) {
        return servings.require(new ModelName(name));
    }

    /** 200 also for the same again, 409 where the plan is not what was expected or does not allow the change. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public ServingPlan change(String name, @Nullable ChangeServing body) {
        ChangeServing request = Require.present("body", body);
        try (Trace work = Trace.resume(request.correlationId())) {
            return servings.change(new ModelName(name), request);
        }
    }
}
