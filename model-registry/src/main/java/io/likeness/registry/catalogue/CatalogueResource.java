package io.likeness.registry.catalogue;

import io.likeness.contracts.model.ModelHistory;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelSummary;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.VersionRef;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** What is registered and what serves, over HTTP. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public class CatalogueResource {
    private final Catalogue catalogue;

    CatalogueResource(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @GET
    @Path("/models")
    public List<ModelSummary> models() {
        return catalogue.models();
    }

    @GET
    @Path("/models/{name}")
    public ModelHistory model(String name) {
        return catalogue.requireModel(new ModelName(name));
    }

    @GET
    @Path("/models/{name}/versions/{version}")
    public ModelVersion version(String name, int version) {
        return catalogue.requireVersion(VersionRef.of(name, version));
    }

    @GET
    @Path("/models/{name}/champion")
    public ModelVersion champion(String name) {
        return catalogue.requireChampion(new ModelName(name));
    }

    @GET
    @Path("/champions")
    public List<ModelVersion> champions() {
        return catalogue.champions();
    }
}
