package io.likeness.benchmarks.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StateWatchTest {

    @Test
    void hasNothingToSayOfAJobThatGoesForwardAndStays() {
        StateWatch watch = new StateWatch(job("queued", 7, null));
        watch.told(job("running", 7, null));
        assertFalse(watch.ended());
        watch.told(job("running", 7, null));
        watch.told(job("succeeded", 7, "d1"));
        watch.told(job("succeeded", 7, "d1"));
        assertTrue(watch.ended());
        assertEquals(List.of(), watch.complaints());
    }

    @Test
    void complainsOfWhatGoesBackEndsTwiceOrIsAnotherJob() {
        StateWatch back = new StateWatch(job("running", 7, null));
        back.told(job("queued", 7, null));
        assertEquals(List.of("j1 went back to queued"), back.complaints());
        StateWatch twice = new StateWatch(job("succeeded", 7, "d1"));
        twice.told(job("succeeded", 7, "d2"));
        assertEquals(List.of("j1 ended as succeeded d1 and then as succeeded d2"), twice.complaints());
        StateWatch other = new StateWatch(job("queued", 7, null));
        other.told(job("queued", 8, null));
        assertEquals(List.of("seed: 7 became 8"), other.complaints());
        StateWatch gone = new StateWatch(job("queued", 7, null));
        gone.refused(404);
        assertEquals(List.of("status 404 of j1"), gone.complaints());
    }

    private static JsonNode job(String status, int seed, @Nullable String digest) {
        String end = digest == null ? "" : ", \"modelDigest\": \"" + digest + "\"";
        return Json.tree("{\"id\": \"j1\", \"status\": \"%s\", \"seed\": %d%s}"
                .formatted(status, seed, end)
                .getBytes(StandardCharsets.UTF_8));
    }
}
