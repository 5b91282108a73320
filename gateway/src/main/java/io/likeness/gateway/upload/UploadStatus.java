package io.likeness.gateway.upload;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far an upload is. */
public enum UploadStatus {
    /** Some of it has come; it may be resumed. */
    RECEIVING,
    /** It has come whole. */
    STORED;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
