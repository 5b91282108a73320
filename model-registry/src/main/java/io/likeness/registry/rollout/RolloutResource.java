package io.likeness.registry.rollout;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.rollout.ChangeRollout;
import io.likeness.contracts.rollout.GeneratorReport;
import io.likeness.contracts.rollout.Rollout;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rollouts, and generators that take part in them, over HTTP. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RolloutResource {
    private final Rollouts rollouts;

    RolloutResource(Rollouts rollouts) {
        this.rollouts = rollouts;
    }

    /** The open rollouts. */
    @PUT
    @Path("/generators/{id}")
    public List<Rollout> report(String id, @Nullable GeneratorReport body) {
        return rollouts.reported(Require.text("id", id), Require.present("body", body));
    }

    @GET
    @Path("/rollouts/{id}")
    public Rollout rollout(String id) {
        return rollouts.require(id);
    }

    /** 409 where it has ended or is at another revision. */
    @PUT
    @Path("/rollouts/{id}")
    public Rollout change(String id, @Nullable ChangeRollout body) {
        return rollouts.change(id, Require.present("body", body));
    }

    @GET
    @Path("/models/{name}/rollouts")
    public List<Rollout> ofModel(String name) {
        return rollouts.of(new ModelName(name));
    }
}
