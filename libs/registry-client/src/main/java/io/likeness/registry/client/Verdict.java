package io.likeness.registry.client;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one attempt has brought. */
sealed interface Verdict<T> {

    record Answered<T>(T value) implements Verdict<T> {}

    /** The registry's own word, which a further attempt would not change. */
    record Refused<T>(ErrorCode code, String detail) implements Verdict<T> {}

    /** Nothing that the registry said, or that it could not say now. */
    record Unanswered<T>(String found, @Nullable Throwable cause) implements Verdict<T> {}

    static <T> Verdict<T> of(HttpResponse<byte[]> response, Class<T> type) {
        return response.statusCode() / 100 == 2 ? value(response.body(), type) : refusal(response);
    }

    private static <T> Verdict<T> value(byte[] body, Class<T> type) {
        String found = "an answer that is no " + type.getSimpleName();
        try {
            T value = Json.decode(body, type);
            return isWhole(value) ? new Answered<>(value) : new Unanswered<>(found, null);
        } catch (LikenessException e) {
            return new Unanswered<>(found, e);
        }
    }

    /** JSON's null is read as any type, alone and in a list. */
    private static boolean isWhole(@Nullable Object value) {
        return value != null
                && !(value instanceof Object[] list && Arrays.asList(list).contains(null));
    }

    private static <T> Verdict<T> refusal(HttpResponse<byte[]> response) {
        String status = "status " + response.statusCode();
        Optional<Problem> problem = problem(response);
        Optional<ErrorCode> code = problem.flatMap(found -> code(found.code()));
        if (code.isEmpty()) {
            return new Unanswered<>(status + " without a word of the registry", null);
        }
        String detail = problem.map(Problem::detail).orElse("no reason given");
        return response.statusCode() / 100 == 4 && isFinal(code.orElseThrow())
                ? new Refused<>(code.orElseThrow(), detail)
                : new Unanswered<>(status + ": " + code.orElseThrow() + ", " + detail, null);
    }

    /** A defect or an outage of the registry passes, as does an older one that does not know the address. */
    private static boolean isFinal(ErrorCode code) {
        return !code.category().retriable() && code != ErrorCode.INTERNAL_ERROR && code != ErrorCode.NOT_FOUND;
    }

    private static Optional<Problem> problem(HttpResponse<byte[]> response) {
        String mediaType = response.headers().firstValue("Content-Type").orElse("");
        if (!mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/problem+json")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.decode(response.body(), Problem.class));
        } catch (LikenessException e) {
            return Optional.empty();
        }
    }

    private static Optional<ErrorCode> code(@Nullable String name) {
        return Arrays.stream(ErrorCode.values())
                .filter(code -> code.name().equals(name))
                .findFirst();
    }

    /** What is read of the registry's problem document (RFC 9457). */
    record Problem(@Nullable String code, @Nullable String detail) {}
}
