package io.likeness.gateway.upload;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The headers of a request, by their names in whatever case. */
@FunctionalInterface
interface RequestHeaders {
    @Nullable
    String find(String name);

    default boolean has(String name) {
        return find(name) != null;
    }

    default String require(String name) {
        String value = find(name);
        if (value == null || value.isBlank()) {
            throw Require.invalid(name, "a value", "none");
        }
        return value;
    }

    /** Absent if it is not there; refused if it is not 0 or more. */
    default @Nullable Long count(String name) {
        String value = find(name);
        if (value == null) {
            return null;
        }
        String text = value.strip();
        if (!text.matches("\\d{1,15}")) {
            throw Require.invalid(name, "an integer, 0 or more, of at most 15 digits", "'" + value + "'");
        }
        return Long.valueOf(text);
    }

    default long requireCount(String name) {
        require(name);
        return Require.present(name, count(name));
    }

    /** Of the body, negative if it was not announced. */
    default long contentLength() {
        Long length = count("Content-Length");
        return length == null ? -1 : length;
    }

    /** Without parameters, in lower case; empty if there is none. */
    default String mediaType() {
        String type = find("Content-Type");
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** Refuses a body that is not the file byte by byte, or only a range of it. */
    default void requirePlainBody() {
        String encoding = find("Content-Encoding");
        if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
            throw new LikenessException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Encoding: expected identity, or none, found '%s': send the file as it is to be stored"
                            .formatted(encoding));
        }
        if (has("Content-Range")) {
            throw Require.invalid(
                    "Content-Range",
                    "none: an upload is resumed by tus 1.0.0 or by Upload-Complete, Upload-Offset",
                    "'" + find("Content-Range") + "'");
        }
    }
}
