package io.likeness.gateway.stream;

import io.likeness.contracts.Digests;
import io.likeness.contracts.Json;

/**
 * How a thing is that is followed.
 *
 * @param id the same for what says the same
 * @param content as JSON
 * @param ended whether it will never be another
 */
public record State(String id, Object content, boolean ended) {
    /** One whose whole content counts. */
    public static State of(Object content, boolean ended) {
        return new State(Digests.sha256(Json.encode(content)), content, ended);
    }
}
