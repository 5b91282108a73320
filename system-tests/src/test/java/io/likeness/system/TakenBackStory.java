package io.likeness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.system.GatewayClient.Answer;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** Version 4 serves, went past 3, which the gate refused, and is taken back to 2 and promoted again, each by a call. */
record TakenBackStory(StartedSystem system, DrawnLoop loop, String correlation) {

    void tell() throws Exception {
        String model = "/v1/models/" + DrawnLoop.MODEL;
        Answer refused = gateway().post(model + "/promote", Map.of("version", 3, "reason", "a try"), correlation);
        assertEquals(409, refused.status(), refused.describe());
        Answer back = gateway().post(model + "/rollback", Map.of("reason", "a try", "by", "ada"), correlation);
        assertEquals(200, back.status(), back.describe());
        assertEquals(2, back.json().path("stable").asInt(), back.describe());
        awaitDrawnBy(2);
        Answer forth = gateway()
                .post(
                        model + "/promote",
                        Map.of(
                                "version",
                                4,
                                "reason",
                                "it was",
                                "revision",
                                back.json().path("revision").asLong()),
                        correlation);
        assertEquals(200, forth.status(), forth.describe());
        awaitDrawnBy(4);
        JsonNode serving = gateway().get(model + "/serving").json();
        assertEquals(List.of("promotion", "rollback", "gate", "gate", "gate"), serving.findValuesAsText("cause"));
        String then = serving.at("/changes/1/at").asText();
        assertEquals(
                2,
                gateway()
                        .get(model + "/serving?at=" + then)
                        .json()
                        .path("stable")
                        .asInt());
    }

    /** The gateway knows at once, a generator within {@link DrawnLoop#ANSWER_LIMIT}. */
    private void awaitDrawnBy(int version) {
        Awaitility.await().atMost(DrawnLoop.ANSWER_LIMIT).untilAsserted(() -> {
            Answer job = gateway()
                    .post("/v1/generations", Map.of("model", DrawnLoop.MODEL, "count", 1, "seed", 7), correlation);
            assertEquals(version, loop.awaitGeneration(job.id()).path("version").asInt(), "the version that drew");
        });
    }

    private GatewayClient gateway() {
        return system.gateway();
    }
}
