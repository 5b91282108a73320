package io.likeness.gateway.upload;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client of a protocol is answered.
 *
 * @param entity as JSON, absent for none
 */
record Reply(
        int status, Map<String, String> headers, @Nullable Object entity) {
    Reply {
        headers = Map.copyOf(headers);
    }
}
