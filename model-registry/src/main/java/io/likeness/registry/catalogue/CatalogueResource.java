package io.likeness.registry.catalogue;

import io.likeness.contracts.Require;
import io.likeness.contracts.model.ModelHistory;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelSummary;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.NotedVersion;
import io.likeness.contracts.model.VersionFilter;
import io.likeness.contracts.model.VersionNotes;
import io.likeness.contracts.model.VersionRef;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    @Path("/models/{name}/versions/{version}/notes")
    public VersionNotes notes(String name, int version) {
        return catalogue.requireNotes(VersionRef.of(name, version));
    }

    /** The newest first; 400 for a filter that is malformed. */
    @GET
    @Path("/models/{name}/versions")
    public List<NotedVersion> versions(
            String name,
            @QueryParam("tag") List<String> tags,
            @QueryParam("text") @Nullable String text,
            @QueryParam("alias") @Nullable String alias,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        int most = (int) Require.between("limit", Require.integer("limit", limit), 1, VersionFilter.MOST_FOUND);
        return catalogue.search(new ModelName(name), VersionFilter.of(tags, text, alias, most));
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
