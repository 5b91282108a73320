package io.likeness.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import java.util.List;

/** The gateway's answer was a problem (RFC 9457). */
public final class ProblemException extends ClientException {
    private static final long serialVersionUID = 1L;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final int status;
    private final Problem problem;

    private ProblemException(int status, Problem problem) {
        super(problem.detail());
        this.status = status;
        this.problem = problem;
    }

    /**
     * What this client reads of a problem.
     *
     * @param code that programs go by
     * @param violations all that is wrong with a request; empty where it is something else
     */
    public record Problem(String code, String detail, List<Violation> violations) {
        public Problem {
            violations = violations == null ? List.of() : List.copyOf(violations);
        }
    }

    /** A field, and what is wrong with it. */
    public record Violation(String field, String message) {}

    /** @param body a problem, or whatever somebody on the way answered in place of one */
    static ProblemException of(int status, byte[] body) {
        try {
            JsonNode document = Json.tree(body);
            if (document.hasNonNull("code") && document.hasNonNull("detail")) {
                return new ProblemException(status, Json.decode(body, Problem.class));
            }
        } catch (LikenessException noJson) {
            return new ProblemException(status, foreign(status));
        }
        return new ProblemException(status, foreign(status));
    }

    private static Problem foreign(int status) {
        return new Problem("UNKNOWN", "answered with " + status + " and no problem: is it a gateway?", List.of());
    }

    public int status() {
        return status;
    }

    public Problem problem() {
        return problem;
    }

    /** Whether the same request may well succeed a little later. */
    boolean passes() {
        return status == TOO_MANY_REQUESTS || status >= SERVER_ERROR;
    }
}
