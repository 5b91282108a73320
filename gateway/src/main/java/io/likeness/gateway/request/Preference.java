package io.likeness.gateway.request;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code Prefer} header (RFC 7240), of which {@code wait} is honoured. What is not understood is ignored, as it says there. */
public final class Preference {
    /** Nobody waits longer. */
    public static final Duration LONGEST = Duration.ofSeconds(60);

    private static final Pattern WAIT =
            Pattern.compile("(?:^|[,;])\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?=$|[,;])", Pattern.CASE_INSENSITIVE);

    private Preference() {}

    /** How long the caller is willing to wait for the end of a job, 60 s at most; empty if it did not say. */
    public static Optional<Duration> wait(@Nullable String prefer) {
        if (prefer == null) {
            return Optional.empty();
        }
        Matcher wait = WAIT.matcher(prefer);
        if (!wait.find()) {
            return Optional.empty();
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(wait.group(1)));
        return Optional.of(asked.compareTo(LONGEST) > 0 ? LONGEST : asked);
    }
}
