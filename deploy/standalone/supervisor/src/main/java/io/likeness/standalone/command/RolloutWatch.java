package io.likeness.standalone.command;

import io.likeness.client.Answer;
import io.likeness.client.Calls;
import io.likeness.client.LikenessClient;
import io.likeness.client.Model;
import io.likeness.client.Rollout;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Tells how the newest version of a model comes to serve, a line a change, until that has ended. For one thread. */
final class RolloutWatch {
    private static final long LOOK_MILLIS = 500;

    private final LikenessClient gateway;
    private final String model;
    private final Console console;
    private String said = "";
    private int watched;
    private String toldOf = "";
    private long told;

    RolloutWatch(LikenessClient gateway, String model, Console console) {
        this.gateway = gateway;
        this.model = model;
        this.console = console;
    }

    /** Whether the version serves that was watched. */
    boolean follow() {
        while (true) {
            Model known = gateway.send(Calls.MODEL.of(model)).value();
            Answer<Rollout[]> rollouts = gateway.send(Calls.ROLLOUTS.of(model));
            Optional<Model.Pending> compared = known.pending().stream().findFirst();
            Optional<Rollout> newest = Arrays.stream(rollouts.value()).findFirst();
            if (compared.isPresent()) {
                watched = compared.orElseThrow().version();
                say("version %d is being compared with version %d"
                        .formatted(watched, compared.orElseThrow().champion()));
            } else if (newest.isEmpty() && watched == 0) {
                throw CommandFailure.failed(
                        "expected a version of " + model
                                + " that is being compared or rolled out, found none: nothing was rolled out beside another yet");
            } else if (newest.map(rollout -> rollout.candidate().version()).orElse(0) < watched) {
                say(gone(known));
                return false;
            } else {
                Rollout rollout = newest.orElseThrow();
                watched = rollout.candidate().version();
                if (tell(rollout)) {
                    console.document(rollouts.document().path(0));
                }
                if (rollout.endedAt() != null) {
                    rollout.findings().forEach(finding -> console.tell(known(finding)));
                    return rollout.state().equals("live");
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted");
        }
    }

    /** Why the version that was watched is not rolled out. */
    private String gone(Model known) {
        return known.decisions().stream()
                .filter(decision -> decision.version() == watched && !decision.passed())
                .findFirst()
                .map(decision -> "the gate refused version %d: %s".formatted(watched, decision.reason()))
                .orElse("version " + watched + " is there no more");
    }

    /** Once. */
    private void say(String line) {
        if (!line.equals(said)) {
            console.tell("%s", line);
            said = line;
        }
    }

    /** Each change that was not told yet, the oldest first; whether there was one. */
    private boolean tell(Rollout rollout) {
        List<Rollout.Change> untold = rollout.changes().reversed().stream()
                .filter(change -> !rollout.id().equals(toldOf) || change.revision() > told)
                .toList();
        for (Rollout.Change change : untold) {
            say("version %d beside version %d: %s, %s of requests: %s"
                    .formatted(
                            rollout.candidate().version(),
                            rollout.champion(),
                            change.state().replace('-', ' '),
                            RolloutCommand.share(change.share()),
                            change.reason()));
            toldOf = rollout.id();
            told = change.revision();
        }
        return !untold.isEmpty();
    }

    private static String known(Rollout.Finding finding) {
        return String.format(
                Locale.ROOT,
                "  %s: %s, mean %s of %d",
                finding.metric(),
                finding.verdict(),
                finding.mean() == null ? "unknown" : String.format(Locale.ROOT, "%.5f", finding.mean()),
                finding.count());
    }
}
