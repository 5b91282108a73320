package io.likeness.gateway.status;

import io.likeness.gateway.access.Needs;
import io.likeness.gateway.access.Scope;
import io.likeness.gateway.status.SystemStatus.Part;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The system's status over HTTP. */
@Path("/v1/status")
@Needs(reading = Scope.ADMIN, operator = true)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "6. Status", description = "What of the system runs; this service's own checks are at /q/health")
public class StatusResource {
    private final SystemStatus status;

    public StatusResource(SystemStatus status) {
        this.status = status;
    }

    @GET
    @RunOnVirtualThread
    @Operation(summary = "Which services are ready")
    public List<Part> status() {
        return status.ask();
    }
}
