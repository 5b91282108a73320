package io.likeness.registry.deletion;

import io.likeness.contracts.model.VersionRef;
import io.likeness.contracts.model.VersionRemoval;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Deletion over HTTP. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public class DeletionResource {
    private final Deletions deletions;

    DeletionResource(Deletions deletions) {
        this.deletions = deletions;
    }

    /** 200 also for a version that was deleted before; 404 for one that never was. */
    @DELETE
    @Path("/models/{name}/versions/{version}")
    public VersionRemoval delete(
            String name, int version, @HeaderParam("X-Correlation-Id") @Nullable String correlationId) {
        return deletions.delete(
                VersionRef.of(name, version),
                correlationId == null || correlationId.isBlank()
                        ? UUID.randomUUID().toString()
                        : correlationId);
    }
}
