package io.likeness.gateway.access;

import io.likeness.contracts.Require;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What somebody signs in with. */
@Schema(name = "SignInRequest", description = "What somebody signs in with")
record SignIn(
        @Schema(
                description = "A whole key",
                required = true,
                maxLength = SignIn.LONGEST,
                examples = "lk_3f9k2m7q1x0a_9mTz0Yw3uPZbqF4xKc1sVhR8eLJd2oAn7iGt6UyB5Qk")
        @Nullable
        String key) {
    static final int LONGEST = 100;

    SignIn {
        Require.text("key", key);
    }

    String text() {
        return Require.text("key", key).strip();
    }

    @Override
    public String toString() {
        return "SignIn[]";
    }
}
