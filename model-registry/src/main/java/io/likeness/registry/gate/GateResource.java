package io.likeness.registry.gate;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.ChangeGate;
import io.likeness.contracts.model.GateRules;
import io.likeness.contracts.model.ModelName;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** The rules of the gate, over HTTP. */
@Path("/v1/models/{name}/gate")
@Produces(MediaType.APPLICATION_JSON)
public class GateResource {
    private final DeclaredRules rules;

    GateResource(DeclaredRules rules) {
        this.rules = rules;
    }

    @GET
    public GateRules rules(String name) {
        return rules.require(new ModelName(name));
    }

    /** 409 where the rules are not those that were to be replaced. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public GateRules change(String name, @Nullable ChangeGate body) {
        return rules.change(new ModelName(name), Require.present("body", body));
    }
}
