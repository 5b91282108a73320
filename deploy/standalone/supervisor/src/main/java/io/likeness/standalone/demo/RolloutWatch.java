package io.likeness.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Prints how the newest version of a model comes to serve, a line a change, until that has ended: {@code ./likeness rollout watch NAME}. For one thread. */
public final class RolloutWatch {
    private static final long LOOK_MILLIS = 500;

    private final GatewayClient gateway;
    private final String model;
    private final PrintStream out;
    private String said = "";
    private int watched;
    private String toldOf = "";
    private long told;

    private RolloutWatch(GatewayClient gateway, String model, PrintStream out) {
        this.gateway = gateway;
        this.model = model;
        this.out = out;
    }

    /**
     * Ends with 0 if the version serves, and else with 1: where it does not, and where none is to be watched or the system does not answer.
     *
     * @param arguments the gateway's address and the model's name
     */
    public static void main(String... arguments) throws InterruptedException {
        boolean live = false;
        try (GatewayClient gateway = new GatewayClient(URI.create(arguments[0]))) {
            live = new RolloutWatch(gateway, arguments[1], System.out).follow();
        } catch (DemoException e) {
            System.err.println("likeness rollout: " + e.getMessage());
        }
        System.exit(live ? 0 : 1);
    }

    /** Whether the version serves that was watched. */
    private boolean follow() throws InterruptedException {
        while (true) {
            JsonNode known = gateway.get("/v1/models/" + model);
            JsonNode compared = known.path("pending").path(0);
            JsonNode newest = gateway.get("/v1/models/" + model + "/rollouts").path(0);
            if (!compared.isMissingNode()) {
                watched = compared.path("version").asInt();
                say("version %d is being compared with version %d"
                        .formatted(watched, compared.path("champion").asInt()));
            } else if (newest.isMissingNode() && watched == 0) {
                throw new DemoException(
                        "expected a version of " + model
                                + " that is being compared or rolled out, found none: nothing was rolled out beside another yet");
            } else if (newest.at("/candidate/version").asInt() < watched) {
                say(gone(known));
                return false;
            } else {
                watched = newest.at("/candidate/version").asInt();
                tell(newest);
                if (newest.hasNonNull("endedAt")) {
                    newest.path("findings").forEach(finding -> out.println("  " + known(finding)));
                    return newest.path("state").asText().equals("live");
                }
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** Why the version that was watched is not rolled out. */
    private String gone(JsonNode known) {
        return known.path("decisions")
                .valueStream()
                .filter(decision -> decision.path("version").asInt() == watched)
                .filter(decision -> !decision.path("passed").asBoolean())
                .findFirst()
                .map(decision -> "the gate refused version %d: %s"
                        .formatted(watched, decision.path("reason").asText()))
                .orElse("version " + watched + " is there no more");
    }

    /** Once. */
    private void say(String line) {
        if (!line.equals(said)) {
            out.println(line);
            said = line;
        }
    }

    /** Each change that was not told yet, the oldest first. */
    private void tell(JsonNode rollout) {
        List<JsonNode> changes = rollout.path("changes").valueStream().toList().reversed();
        for (JsonNode change : changes) {
            long revision = change.path("revision").asLong();
            if (!rollout.path("id").asText().equals(toldOf) || revision > told) {
                say(line(rollout, change));
                toldOf = rollout.path("id").asText();
                told = revision;
            }
        }
    }

    private static String line(JsonNode rollout, JsonNode change) {
        return String.format(
                Locale.ROOT,
                "version %d beside version %d: %s, %.1f %% of requests: %s",
                rollout.at("/candidate/version").asInt(),
                rollout.path("champion").asInt(),
                change.path("state").asText().replace('-', ' '),
                change.path("share").asInt() / 10.0,
                change.path("reason").asText());
    }

    private static String known(JsonNode finding) {
        return String.format(
                Locale.ROOT,
                "%s: %s, mean %.5f of %d",
                finding.path("metric").asText(),
                finding.path("verdict").asText(),
                finding.path("mean").asDouble(),
                finding.path("count").asLong());
    }
}
