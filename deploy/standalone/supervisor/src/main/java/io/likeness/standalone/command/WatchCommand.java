package io.likeness.standalone.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.likeness.client.Answer;
import io.likeness.client.Calls;
import io.likeness.client.ChangedThing;
import io.likeness.client.Job;
import io.likeness.client.JobKind;
import io.likeness.client.LikenessClient;
import io.likeness.client.ProblemException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What happens, as it does. */
@Command(
        name = "watch",
        description = {
            "A line for all that changes, until Ctrl-C; or the progress of one job until it ends.",
            "Ends with 1 where that job does not end as it was wanted."
        })
final class WatchCommand extends GatewayCommand {
    @Parameters(paramLabel = "JOB", arity = "0..1", description = "The id of an import, a training or a generation.")
    private @Nullable String id;

    WatchCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(LikenessClient gateway, Console console) {
        if (id == null) {
            // A key that may not, or nobody who listens, is told at once.
            gateway.send(Calls.MODELS.of());
            Map<String, String> told = new HashMap<>();
            gateway.watch(change -> tell(gateway, console, change, told));
            return 0;
        }
        return follow(gateway, console, KnownJobs.require(gateway, id), id);
    }

    private static <J extends Job> int follow(LikenessClient gateway, Console console, JobKind<J> kind, String job) {
        Answer<J> ended = new Following(gateway, console).follow(kind, job, true);
        console.document(ended.document());
        Following.requireSuccess("the " + kind.word(), ended.value());
        console.tell("%s %s %s", kind.word(), job, ended.value().status());
        return 0;
    }

    /** Each thing again only when there is something else to say of it. */
    private static void tell(LikenessClient gateway, Console console, ChangedThing change, Map<String, String> told) {
        try {
            Answer<?> answer = look(gateway, change);
            String line =
                    change.kind() + " " + change.id() + (answer.value() instanceof Job job ? ": " + words(job) : "");
            if (console.json()) {
                JsonNode document = answer.document();
                console.document(JsonNodeFactory.instance
                        .objectNode()
                        .put("kind", change.kind())
                        .put("id", change.id())
                        .set("document", document));
            } else if (!line.equals(told.put(change.id(), line)) || !(answer.value() instanceof Job)) {
                console.tell("%s %s", LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS), line);
            }
        } catch (ProblemException gone) {
            console.note("%s %s: %s", change.kind(), change.id(), gone.problem().detail());
        }
    }

    private static Answer<?> look(LikenessClient gateway, ChangedThing change) {
        return switch (change.kind()) {
            case "dataset" -> gateway.send(Calls.DATASET.of(change.id()));
            case "training" -> gateway.send(Calls.TRAINING.of(change.id()));
            case "generation" -> gateway.send(Calls.GENERATION.of(change.id()));
            default -> gateway.send(Calls.MODEL.of(change.id()));
        };
    }

    private static String words(Job job) {
        Step step = Step.of(job);
        if (job.failure() != null) {
            return job.status() + ", " + job.failure().message();
        }
        return step.rest().isEmpty() ? job.status() : job.status() + ", " + step.rest();
    }
}
