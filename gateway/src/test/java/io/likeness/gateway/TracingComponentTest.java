package io.likeness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.Payload;
import io.likeness.contracts.dataset.DatasetSealed;
import io.likeness.contracts.dataset.Layout;
import io.likeness.contracts.dataset.SplitCounts;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.event.EventHeaders;
import io.likeness.contracts.event.Topic;
import io.likeness.gateway.Caller.Answer;
import io.likeness.platform.trace.TraceContext;
import io.likeness.testkit.LikenessPlatformResource;
import io.likeness.testkit.LogRecords;
import io.likeness.testkit.LogRecords.Line;
import io.likeness.testkit.MeterRules;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What an operator follows: traces from the request to the last event, ids in the log, meters. */
@QuarkusTest
@WithTestResource(value = LikenessPlatformResource.class, initArgs = @ResourceArg(name = "role", value = "gateway"))
@WithTestResource(FakeRegistry.class)
class TracingComponentTest extends GatewayScenario {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String CALLER = "00f067aa0ba902b7";

    /** Each test has a trace of its own, of which the registry's and the trainer's events would be a part as well. */
    private final String traceId = TraceContext.of(name).traceId();

    private final String traceparent = "00-" + traceId + "-" + CALLER + "-01";

    @Test
    void aTraceGoesFromTheRequestThroughAnEventToTheNextCommand() {
        String policy = "{\"dataset\": \"%s\"}".formatted(name);
        assertEquals(
                200,
                gateway.send("PUT", "/v1/models/" + name + "/policy", "application/json", policy)
                        .status());
        String id = dataset("X-Correlation-Id", "order-" + name, "traceparent", traceparent)
                .text("id");
        EventHeaders command =
                Loop.commands(Topic.DATASET_COMMAND, id, 1).getFirst().headers();
        assertEquals("order-" + name, command.correlationId());
        TraceContext written = trace(command);
        assertEquals(traceId, written.traceId());
        assertEquals(1, written.flags());
        assertNotEquals(CALLER, written.spanId());

        DatasetSealed sealed = new DatasetSealed(
                id, name, Layout.LFW, new SplitCounts(9, 1, 0), 0, Loop.BLOB, Loop.BLOB, Loop.BLOB, 1.5);
        try (LogRecords log = LogRecords.open()) {
            Loop.send(Event.<Payload>of(
                    sealed, "ingest-service", "order-" + name, written.traceparent(), Clock.systemUTC()));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertTrue(
                            log.of("order-" + name).stream()
                                    .filter(line -> line.message().startsWith("job ended kind=dataset"))
                                    .anyMatch(line -> traceId.equals(line.ids().get("traceId"))),
                            log.of("order-" + name)::toString));
        }
        // The training is begun by nobody's request, from a row that has the correlation alone.
        Event<? extends Payload> wanted =
                Loop.commands(Topic.RETRAINING_EVENT, name, 1).getFirst();
        assertEquals("order-" + name, wanted.headers().correlationId());
        assertEquals(traceId, trace(wanted.headers()).traceId());
    }

    @Test
    void aRequestWithoutATraceHasThatOfItsCorrelationAndOneWithoutACorrelationThatOfItsTrace() {
        Answer accepted = dataset("X-Correlation-Id", "order-" + name);
        assertEquals(
                TraceContext.of("order-" + name).traceId(),
                trace(command(accepted).headers()).traceId());

        Answer traced = dataset("traceparent", traceparent);
        assertEquals(traceId, traced.header("X-Correlation-Id"));
        assertEquals(traceId, command(traced).headers().correlationId());
        assertEquals(traceId, trace(command(traced).headers()).traceId());

        Answer broken = dataset("traceparent", "00-" + "0".repeat(32) + "-" + CALLER + "-01");
        assertEquals(36, broken.header("X-Correlation-Id").length());
    }

    @Test
    void theTraceIdOfAProblemIsFoundInTheLog() {
        registry.setAway(true);
        try (LogRecords log = LogRecords.open()) {
            Answer problem = gateway.post(
                    "/v1/models/%s/promote".formatted(name),
                    "{\"version\": 1, \"reason\": \"it is better\"}",
                    "traceparent",
                    traceparent);
            assertEquals(503, problem.status(), problem::toString);
            List<Line> lines = log.of(problem.text("traceId"));
            assertEquals(1, lines.size(), lines::toString);
            assertTrue(lines.getFirst().message().startsWith("request failed"), lines::toString);
            assertEquals(traceId, lines.getFirst().ids().get("traceId"));
        } finally {
            registry.setAway(false);
        }
    }

    @Test
    void anAcceptedRequestIsOneLineAndALookAtItNone() {
        try (LogRecords log = LogRecords.open()) {
            Answer accepted = dataset("X-Correlation-Id", "order-" + name);
            gateway.get("/v1/datasets/" + accepted.text("id"), "X-Correlation-Id", "look-" + name);
            assertEquals(
                    List.of("request accepted method=POST path=/v1/datasets status=202 location="
                            + accepted.header("Location")),
                    log.of("order-" + name).stream().map(Line::message).toList());
            assertEquals(List.of(), log.of("look-" + name));
        }
    }

    @Test
    void showsTheMetersThatAreRecorded() throws InterruptedException {
        MeterRules.check(URI.create(ConfigProvider.getConfig().getValue("test.url", String.class)));
    }

    private Answer dataset(String... headers) {
        String upload =
                gateway.upload("faces.zip", BodyPublishers.ofString("archive")).text("id");
        Answer accepted = gateway.post(
                "/v1/datasets", "{\"name\": \"%s\", \"uploadId\": \"%s\"}".formatted(name, upload), headers);
        assertEquals(202, accepted.status(), accepted::toString);
        return accepted;
    }

    private static Event<? extends Payload> command(Answer accepted) {
        return Loop.commands(Topic.DATASET_COMMAND, accepted.text("id"), 1).getFirst();
    }

    private static TraceContext trace(EventHeaders headers) {
        return TraceContext.find(headers.traceparent()).orElseThrow();
    }
}
