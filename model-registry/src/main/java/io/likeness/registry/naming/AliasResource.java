package io.likeness.registry.naming;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.AliasName;
import io.likeness.contracts.model.ChangeAlias;
import io.likeness.contracts.model.ModelAlias;
import io.likeness.contracts.model.ModelName;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Aliases, over HTTP. */
@Path("/v1/models/{name}/aliases/{alias}")
@Produces(MediaType.APPLICATION_JSON)
public class AliasResource {
    private final Aliases aliases;

    AliasResource(Aliases aliases) {
        this.aliases = aliases;
    }

    /** Also of one that names no version any more. */
    @GET
    public ModelAlias alias(String name, String alias) {
        return aliases.require(new ModelName(name), new AliasName(alias));
    }

    /** 200 also for the same again, 409 where the alias is not what was expected. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public ModelAlias change(String name, String alias, @Nullable ChangeAlias body) {
        ChangeAlias change = Require.present("body", body);
        Require.present("version", change.version());
        return aliases.change(new ModelName(name), new AliasName(alias), change);
    }

    /** As {@link #change}; its history stays. */
    @DELETE
    public ModelAlias remove(
            String name,
            String alias,
            @QueryParam("reason") @Nullable String reason,
            @QueryParam("by") @Nullable String by,
            @QueryParam("revision") @Nullable String revision) {
        return aliases.change(
                new ModelName(name),
                new AliasName(alias),
                new ChangeAlias(
                        null, Require.optionalInteger("revision", revision), by, Require.text("reason", reason)));
    }
}
