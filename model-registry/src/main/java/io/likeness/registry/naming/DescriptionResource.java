package io.likeness.registry.naming;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.ChangeNotes;
import io.likeness.contracts.model.VersionNotes;
import io.likeness.contracts.model.VersionRef;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** What people say of a version, over HTTP. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public class DescriptionResource {
    private final Descriptions descriptions;

    DescriptionResource(Descriptions descriptions) {
        this.descriptions = descriptions;
    }

    @PATCH
    @Path("/models/{name}/versions/{version}")
    @Consumes(MediaType.APPLICATION_JSON)
    public VersionNotes change(String name, int version, @Nullable ChangeNotes body) {
        return descriptions.change(VersionRef.of(name, version), Require.present("body", body));
    }
}
