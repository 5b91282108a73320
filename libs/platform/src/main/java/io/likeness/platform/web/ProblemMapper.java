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
    private static final int RETRY_AFTER_SECONDS = 5;
    private static final Pattern FIELD = Pattern.compile("([A-Za-z][A-Za-z0-9_.\\[\\]]*): (.+)", Pattern.DOTALL);

    @Override
    public Response toResponse(Throwable thrown) {
        LikenessException failure =
                thrown instanceof JsonProcessingException json ? JsonRefusal.of(json) : Failures.classify(thrown);
        if (thrown instanceof WebApplicationException web && failure.code() == ErrorCode.INTERNAL_ERROR) {
            return ofFramework(web);
        }
        log(failure.code(), failure.code().httpStatus(), failure);
        return of(failure.code(), failure.code().httpStatus(), String.valueOf(failure.getMessage()));
    }

    private static Response ofFramework(WebApplicationException web) {
        int status = web.getResponse().getStatus();
        if (status < 400) {
            return web.getResponse();
        }
        if (web.getCause() instanceof JsonProcessingException json) {
            LikenessException refusal = JsonRefusal.of(json);
            return of(refusal.code(), refusal.code().httpStatus(), String.valueOf(refusal.getMessage()));
        }
        ErrorCode code = switch (status) {
            case 404 -> ErrorCode.NOT_FOUND;
            case 413 -> ErrorCode.UPLOAD_TOO_LARGE;
            case 409 -> ErrorCode.STATE_CONFLICT;
            default -> status < 500 ? ErrorCode.INVALID_REQUEST : ErrorCode.INTERNAL_ERROR;
        };
        log(code, status, web);
        return of(code, status, web.getResponse().getStatusInfo().getReasonPhrase());
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

    private static Response of(ErrorCode code, int status, @Nullable String detail) {
        Response.ResponseBuilder response =
                Response.status(status).type(Problem.MEDIA_TYPE).entity(problem(code, status, detail));
        if (code.category().retriable()) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return response.build();
    }

    /** The problem of a request that is refused without an exception. */
    public static Problem problem(ErrorCode code, String detail) {
        return problem(code, code.httpStatus(), detail);
    }

    static Problem problem(ErrorCode code, int status, @Nullable String detail) {
        return new Problem(
                "/problems/" + code.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                sentence(code.name()),
                status,
                detail,
                code.name(),
                MDC.get("correlationId"),
                violations(code, detail));
    }

    private static @Nullable List<Violation> violations(ErrorCode code, @Nullable String detail) {
        if (detail == null || code.httpStatus() >= 500) {
            return null;
        }
        Matcher field = FIELD.matcher(detail);
        return field.matches() ? List.of(new Violation(field.group(1), field.group(2))) : null;
    }

    private static String sentence(String name) {
        String words = name.toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
