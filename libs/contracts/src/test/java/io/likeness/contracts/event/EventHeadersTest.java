package io.likeness.contracts.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Refusal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventHeadersTest {
    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void writesCloudEventsAttributesInTheKafkaBinaryMode() {
        Map<String, String> written = headers(TRACEPARENT).encode().entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey,
                        header -> new String(header.getValue(), UTF_8),
                        (first, second) -> first,
                        LinkedHashMap::new));

        assertEquals(
                Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "id-1",
                        "ce_type", "likeness.training.event.v1.TrainingQueued",
                        "ce_source", "/likeness/trainer-service",
                        "ce_time", "2026-03-01T10:20:30.456Z",
                        "ce_subject", "training-1",
                        "content-type", "application/json",
                        "likeness_correlation_id", "correlation-1",
                        "traceparent", TRACEPARENT),
                written);
        assertEquals("ce_specversion", List.copyOf(written.keySet()).getFirst());
    }

    @Test
    void readsWhatItWrote() {
        assertEquals(
                headers(TRACEPARENT), EventHeaders.decode(headers(TRACEPARENT).encode()));
        assertEquals(headers(null), EventHeaders.decode(headers(null).encode()));
    }

    @Test
    void writesNoTraceWhereNothingTraces() {
        assertFalse(headers(null).encode().containsKey("traceparent"));
    }

    @Test
    void ignoresHeadersThatItDoesNotKnow() {
        Map<String, byte[]> encoded = headers(null).encode();
        encoded.put("ce_dataschema", "later".getBytes(UTF_8));

        assertEquals(headers(null), EventHeaders.decode(encoded));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ce_specversion",
                "ce_id",
                "ce_type",
                "ce_source",
                "ce_time",
                "ce_subject",
                "likeness_correlation_id"
            })
    void missingOrBlankAttributeIsMalformedByItsName(String name) {
        Refusal expected = new Refusal(ErrorCode.MALFORMED_EVENT, name + ": expected a header, found none");
        Map<String, byte[]> missing = headers(null).encode();
        missing.remove(name);
        Map<String, byte[]> blank = headers(null).encode();
        blank.put(name, " ".getBytes(UTF_8));

        assertEquals(expected, Refusal.of(() -> EventHeaders.decode(missing)));
        assertEquals(expected, Refusal.of(() -> EventHeaders.decode(blank)));
    }

    @Test
    void otherSpecVersionOrTimeIsMalformed() {
        assertEquals(
                new Refusal(ErrorCode.MALFORMED_EVENT, "ce_specversion: expected 1.0, found 0.3"),
                refusalWith("ce_specversion", "0.3"));
        assertEquals(
                new Refusal(ErrorCode.MALFORMED_EVENT, "ce_time: expected an ISO 8601 instant, found yesterday"),
                refusalWith("ce_time", "yesterday"));
    }

    private static Refusal refusalWith(String name, String value) {
        Map<String, byte[]> encoded = headers(null).encode();
        encoded.put(name, value.getBytes(UTF_8));
        return Refusal.of(() -> EventHeaders.decode(encoded));
    }

    private static EventHeaders headers(@Nullable String traceparent) {
        return new EventHeaders(
                "id-1",
                "likeness.training.event.v1.TrainingQueued",
                "/likeness/trainer-service",
                Instant.parse("2026-03-01T10:20:30.456Z"),
                "training-1",
                "correlation-1",
                traceparent);
    }
}
