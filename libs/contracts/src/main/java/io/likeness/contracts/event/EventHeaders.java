package io.likeness.contracts.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of an event: CloudEvents 1.0 attributes in the Kafka binary mode, and the correlation of the request that caused
 * it (CloudEvents "Kafka Protocol Binding", section 3.2).
 *
 * @param id idempotency key, unique per event
 * @param type topic and payload name, see {@link Topic#typeOf}
 * @param source the service that wrote it, such as {@code /likeness/gateway}
 * @param time when the fact happened
 * @param subject the aggregate id, equal to the record key
 * @param correlationId the same from the HTTP request to the last event that it caused
 * @param traceparent W3C trace context of the work that wrote it; absent from records of releases that knew none
 */
public record EventHeaders(
        String id,
        String type,
        String source,
        Instant time,
        String subject,
        String correlationId,
        @Nullable String traceparent) {
    public static final String SPEC_VERSION = "1.0";
    public static final String CORRELATION_ID = "likeness_correlation_id";
    private static final String TRACEPARENT = "traceparent";

    public EventHeaders {
        Require.text("ce_id", id);
        Require.text("ce_type", type);
        Require.text("ce_source", source);
        Require.present("ce_time", time);
        Require.text("ce_subject", subject);
        Require.text(CORRELATION_ID, correlationId);
    }

    /** Header names and their UTF-8 values, in a fixed order. */
    public Map<String, byte[]> encode() {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        put(headers, "ce_specversion", SPEC_VERSION);
        put(headers, "ce_id", id);
        put(headers, "ce_type", type);
        put(headers, "ce_source", source);
        put(headers, "ce_time", time.toString());
        put(headers, "ce_subject", subject);
        put(headers, "content-type", "application/json");
        put(headers, CORRELATION_ID, correlationId);
        if (traceparent != null) {
            put(headers, TRACEPARENT, traceparent);
        }
        return headers;
    }

    /** @throws LikenessException {@code MALFORMED_EVENT} if an attribute is missing or malformed */
    public static EventHeaders decode(Map<String, byte[]> headers) {
        String specVersion = required(headers, "ce_specversion");
        if (!specVersion.equals(SPEC_VERSION)) {
            throw malformed("ce_specversion: expected " + SPEC_VERSION + ", found " + specVersion);
        }
        return new EventHeaders(
                required(headers, "ce_id"),
                required(headers, "ce_type"),
                required(headers, "ce_source"),
                time(required(headers, "ce_time")),
                required(headers, "ce_subject"),
                required(headers, CORRELATION_ID),
                optional(headers, TRACEPARENT));
    }

    private static void put(Map<String, byte[]> headers, String name, String value) {
        headers.put(name, value.getBytes(UTF_8));
    }

    private static String required(Map<String, byte[]> headers, String name) {
        String value = optional(headers, name);
        if (value == null || value.isBlank()) {
            throw malformed(name + ": expected a header, found none");
        }
        return value;
    }

    private static @Nullable String optional(Map<String, byte[]> headers, String name) {
        byte[] value = headers.get(name);
        return value == null ? null : new String(value, UTF_8);
    }

    private static Instant time(String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeException e) {
            throw malformed("ce_time: expected an ISO 8601 instant, found " + value);
        }
    }

    private static LikenessException malformed(String message) {
        return new LikenessException(ErrorCode.MALFORMED_EVENT, message);
    }
}
