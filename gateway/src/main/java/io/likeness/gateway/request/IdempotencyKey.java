package io.likeness.gateway.request;

import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code Idempotency-Key}. Stateless. */
public final class IdempotencyKey {
    public static final String HEADER = "Idempotency-Key";

    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private IdempotencyKey() {}

    /**
     * A key as it came, which may be absent.
     *
     * @throws LikenessException {@code INVALID_REQUEST} for one of another form
     */
    public static @Nullable String checked(@Nullable String key) {
        if (key != null && !FORM.matcher(key).matches()) {
            throw Require.invalid(HEADER, "1 to 200 visible ASCII characters", "others");
        }
        return key;
    }
}
