package io.likeness.gateway.status;

import io.likeness.gateway.access.Needs;
import io.likeness.gateway.access.Scope;
import io.likeness.gateway.ledger.StoreGauges;
import io.likeness.gateway.ledger.StoreGauges.Stored;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What lies in the object store over HTTP. */
@Path("/v1/storage")
@Needs(reading = Scope.ADMIN, operator = true)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "6. Status", description = "What of the system runs; this service's own checks are at /q/health")
public class StorageResource {
    private final StoreGauges gauges;

    public StorageResource(StoreGauges gauges) {
        this.gauges = gauges;
    }

    @GET
    @Operation(
            summary = "How much is stored",
            description =
                    "By bucket, as the store itself lists it: every ten minutes at most, and one that was not listed yet since"
                            + " this process started is left out.")
    public List<Stored> storage() {
        return gauges.stored();
    }
}
