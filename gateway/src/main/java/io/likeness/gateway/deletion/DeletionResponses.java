package io.likeness.gateway.deletion;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.likeness.contracts.ErrorCode;
import io.likeness.platform.web.Problem;
import io.likeness.platform.web.ProblemMapper;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A deletion as it is answered over HTTP. Stateless. */
public final class DeletionResponses {
    private static final int MOST_NAMED = 5;

    private DeletionResponses() {}

    /** What a deletion took along. */
    @Schema(name = "Deletion", description = "What was deleted, and what went with it")
    public record Report(
            Dependent.Kind kind,
            String id,

            @Schema(description = "What was made of it, and what needed it; empty where it was deleted before")
            List<Dependent> tookAlong) {}

    /** A problem (RFC 9457) with one member more. */
    @Schema(name = "InUse", description = "A problem (RFC 9457) that names what is in the way")
    public record InUse(
            @JsonUnwrapped Problem problem,

            @Schema(
                    description =
                            "What would be deleted, too, with cascade=true; something that runs, or serves, is itself among them")
            List<Dependent> usedBy) {}

    public static Response of(Deletion deletion) {
        return switch (deletion) {
            case Deletion.Done done ->
                Response.ok(new Report(done.kind(), done.id(), done.tookAlong()))
                        .build();
            case Deletion.Refused refused ->
                Response.status(ErrorCode.STATE_CONFLICT.httpStatus())
                        .type(Problem.MEDIA_TYPE)
                        .entity(new InUse(
                                ProblemMapper.problem(ErrorCode.STATE_CONFLICT, detail(refused)), refused.usedBy()))
                        .build();
        };
    }

    private static String detail(Deletion.Refused refused) {
        List<Dependent> users = refused.usedBy();
        String named = users.stream().limit(MOST_NAMED).map(Dependent::title).collect(Collectors.joining(", "));
        String more = users.size() > MOST_NAMED ? " and " + (users.size() - MOST_NAMED) + " more" : "";
        return "%s %s: expected one that is not in use, found %s%s: with cascade=true they are ended and deleted, too"
                .formatted(refused.kind().word(), refused.id(), named, more);
    }
}
