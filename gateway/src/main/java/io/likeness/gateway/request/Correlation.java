package io.likeness.gateway.request;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The id that ties a request, the events that it causes and their log lines together. Safe for threads. */
public final class Correlation {
    static final String HEADER = "X-Correlation-Id";
    static final String LOG_KEY = "correlationId";
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private Correlation() {}

    /** The id of the request that this thread works for. */
    public static String current() {
        return accept(MDC.get(LOG_KEY));
    }

    /** The offered id if it is 1 to 64 letters, digits, dots, colons, dashes or underscores; else a new one. */
    static String accept(@Nullable String offered) {
        return offered != null && FORM.matcher(offered).matches()
                ? offered
                : UUID.randomUUID().toString();
    }
}
