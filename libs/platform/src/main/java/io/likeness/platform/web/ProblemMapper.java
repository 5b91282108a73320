package io.likeness.platform.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.likeness.contracts.ErrorCategory;
import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.platform.web.Problem.Violation;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Answers every failure of a request as a {@link Problem}; what is retriable carries {@code Retry-After}. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);
    /** What failed for a time is asked for again after so long. */
    public static final int RETRY_AFTER_SECONDS = 5;

    /** A field of a body, a query or a header; names below it, such as those of labels, may have other characters. */
    private static final Pattern FIELD = Pattern.compile(
            "([A-Za-z][\\w.\\-\\[\\]]{0,200}(?:\\.[^:]{1,200}+)?)(?: \\([^)]{1,40}\\))?: (.+)", Pattern.DOTALL);

    @Override
    public Response toResponse(Throwable thrown) {
        LikenessException failure =
                thrown instanceof JsonProcessingException json ? JsonRefusal.of(json) : Failures.classify(thrown);
        if (thrown instanceof WebApplicationException web && failure.code() == ErrorCode.INTERNAL_ERROR) {
            return ofFramework(web);
        }
        log(failure.code(), failure.code().httpStatus(), failure);
        return of(failure);
    }

    private static Response ofFramework(WebApplicationException web) {
        int status = web.getResponse().getStatus();
        if (status < 400) {
            return web.getResponse();
        }
        if (web.getCause() instanceof JsonProcessingException json) {
            return of(JsonRefusal.of(json));
        }
        ErrorCode code = switch (status) {
            case 404 -> ErrorCode.NOT_FOUND;
            case 413 -> ErrorCode.UPLOAD_TOO_LARGE;
            case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
            case 409 -> ErrorCode.STATE_CONFLICT;
            default -> status < 500 ? ErrorCode.INVALID_REQUEST : ErrorCode.INTERNAL_ERROR;
        };
        log(code, status, web);
        String reason = web.getResponse().getStatusInfo().getReasonPhrase();
        return of(code, problem(code, status, reason, List.of()));
    }

    /** Whatever is not the caller's doing; with the whole trace where it is a defect, for servers that are away come by the hundred. */
    private static void log(ErrorCode code, int status, Throwable failure) {
        if (status < 500) {
            return;
        }
        if (code.category() == ErrorCategory.INTERNAL) {
            LOG.error("request failed code={}", code, failure);
        } else {
            LOG.warn("request failed code={} cause={}", code, chain(failure));
        }
    }

    private static String chain(Throwable failure) {
        StringBuilder chain = new StringBuilder(String.valueOf(failure.getMessage()));
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            chain.append(" <- ").append(cause);
        }
        return chain.toString();
    }

    private static Response of(LikenessException failure) {
        ErrorCode code = failure.code();
        String detail = String.valueOf(failure.getMessage());
        return of(code, problem(code, code.httpStatus(), detail, failure.violations()));
    }

    private static Response of(ErrorCode code, Problem problem) {
        Response.ResponseBuilder response =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        if (code.category().retriable()) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (problem.status() == Response.Status.UNAUTHORIZED.getStatusCode()) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return response.build();
    }

    /** The problem of a request that is refused without an exception. */
    public static Problem problem(ErrorCode code, String detail) {
        return problem(code, code.httpStatus(), detail, List.of(detail));
    }

    private static Problem problem(ErrorCode code, int status, String detail, List<String> messages) {
        return new Problem(
                "/problems/" + code.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                sentence(code.name()),
                status,
                detail,
                code.name(),
                MDC.get("correlationId"),
                status < 500 ? violations(messages) : null);
    }

    private static @Nullable List<Violation> violations(List<String> messages) {
        List<Violation> violations = messages.stream()
                .map(FIELD::matcher)
                .filter(Matcher::matches)
                .map(field -> new Violation(field.group(1), field.group(2)))
                .toList();
        return violations.isEmpty() ? null : violations;
    }

    private static String sentence(String name) {
        String words = name.toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
