package io.likeness.registry.origin;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.VersionComparison;
import io.likeness.contracts.model.VersionLineage;
import io.likeness.contracts.model.VersionRef;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Where versions come from and how they differ, over HTTP. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public class OriginResource {
    private final Origins origins;

    OriginResource(Origins origins) {
        this.origins = origins;
    }

    @GET
    @Path("/models/{name}/versions/{version}/lineage")
    public VersionLineage lineage(String name, int version) {
        return origins.lineage(VersionRef.of(name, version));
    }

    @GET
    @Path("/models/{name}/versions/{version}/comparison")
    public VersionComparison comparison(String name, int version, @QueryParam("with") @Nullable String with) {
        return origins.compare(VersionRef.of(name, version), (int)
                Require.between("with", Require.integer("with", with), 1, Integer.MAX_VALUE));
    }
}
