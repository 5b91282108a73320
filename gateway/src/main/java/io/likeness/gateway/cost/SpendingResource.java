package io.likeness.gateway.cost;

import io.likeness.gateway.access.CurrentPrincipal;
import io.likeness.gateway.access.Needs;
import io.likeness.gateway.access.Scope;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What was spent over HTTP. */
@Path("/v1/spending")
@Needs(reading = Scope.READ)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "6. Status", description = "What of the system runs; this service's own checks are at /q/health")
public class SpendingResource {
    private final Costs costs;
    private final CurrentPrincipal principal;

    public SpendingResource(Costs costs, CurrentPrincipal principal) {
        this.costs = costs;
        this.principal = principal;
    }

    @GET
    @Operation(
            summary = "What this month's trainings cost",
            description =
                    "By model, with what is still expected of those that go on. A training belongs to the month (UTC) in which"
                            + " it was accepted, and stays counted when it is deleted.")
    public Spending spending() {
        return costs.spending(principal.tenant());
    }
}
