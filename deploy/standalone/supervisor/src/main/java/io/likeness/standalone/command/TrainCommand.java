package io.likeness.standalone.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.likeness.client.Answer;
import io.likeness.client.Calls;
import io.likeness.client.JobKind;
import io.likeness.client.LikenessClient;
import io.likeness.client.Model;
import io.likeness.client.Training;
import io.likeness.client.TrainingWanted;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A dataset becomes a version of a model. */
@Command(
        name = "train",
        description = {
            "Trains a version of a model on a dataset, and says what the gate made of it.",
            "Ends with 1 where the training fails; a version that the gate refuses was trained all the same."
        })
final class TrainCommand extends GatewayCommand {
    private static final long LOOK_MILLIS = 500;
    private static final int LOOKS = 240;

    @Parameters(paramLabel = "DATASET", description = "Its name or its id.")
    private String dataset = "";

    @Option(names = "--preset", description = "seed, small or quality.")
    private @Nullable String preset;

    @Option(names = "--epochs", description = "Passes over the images.")
    private @Nullable Integer epochs;

    @Option(names = "--seed", description = "Of all that is random.")
    private @Nullable Long seed;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "That gets the version; by default the dataset's name.")
    private @Nullable String model;

    @Option(
            names = "--label",
            paramLabel = "NAME",
            description = "That the network is told, so that it obeys it; may be repeated.")
    private List<String> labels = List.of();

    @Option(names = "--from", paramLabel = "MODEL:VERSION", description = "A version to go on from.")
    private @Nullable String from;

    @Option(names = "--configuration", paramLabel = "FILE", description = "JSON, laid over the preset.")
    private @Nullable Path configuration;

    @Option(names = "--follow", description = "Shows it until it ends, as it does by default.")
    private boolean follow;

    @Option(names = "--detach", description = "Only begins it, and tells its id.")
    private boolean detach;

    TrainCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(LikenessClient gateway, Console console) throws IOException {
        if (follow && detach) {
            throw CommandFailure.misused("expected --follow or --detach, found both");
        }
        TrainingWanted wanted = new TrainingWanted(
                Datasets.require(gateway, dataset).id(), model, preset, configuration(), epochs, seed, base());
        Answer<Training> begun = gateway.send(Calls.TRAIN.of().sending(wanted));
        String id = begun.value().id();
        if (detach) {
            console.document(begun.document());
            console.tell(
                    "Training %s of model %s. To follow it: ./likeness watch %s",
                    id, begun.value().modelName(), id);
            return 0;
        }
        Answer<Training> ended = new Following(gateway, console).follow(JobKind.TRAINING, id, true);
        console.document(ended.document());
        Following.requireSuccess("the training", ended.value());
        tell(gateway, console, ended.value());
        return 0;
    }

    private TrainingWanted.@Nullable Base base() {
        if (from == null) {
            return null;
        }
        ModelReference reference = ModelReference.parse(from);
        Integer version = reference.version();
        if (version == null) {
            throw CommandFailure.misused("--from: expected MODEL:VERSION, found '" + from + "'");
        }
        return new TrainingWanted.Base(reference.model(), version);
    }

    private @Nullable JsonNode configuration() throws IOException {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        if (configuration != null) {
            whole.setAll(read(configuration));
        }
        if (!labels.isEmpty()) {
            labels.forEach(whole.putArray("conditions")::add);
        }
        return whole.isEmpty() ? null : whole;
    }

    private static ObjectNode read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw CommandFailure.misused("--configuration: expected a file, found none at " + file.toAbsolutePath());
        }
        try {
            if (Json.tree(Files.readAllBytes(file)) instanceof ObjectNode object) {
                return object;
            }
        } catch (LikenessException e) {
            throw CommandFailure.misused("--configuration: expected JSON in " + file + ", found none that can be read");
        }
        throw CommandFailure.misused("--configuration: expected an object in " + file + ", found something else");
    }

    private static void tell(LikenessClient gateway, Console console, Training training) {
        Integer version = training.version();
        if (version == null) {
            return;
        }
        console.tell("%s version %d is trained (training %s)", training.modelName(), version, training.id());
        awaitDecision(gateway, training.modelName(), version)
                .ifPresentOrElse(
                        decision -> console.tell(
                                "the gate %s it: %s", decision.passed() ? "passed" : "refused", decision.reason()),
                        () -> console.tell(
                                "the gate has said nothing of it yet: ./likeness models %s", training.modelName()));
        console.note("To draw with it: ./likeness generate %s:%d", training.modelName(), version);
    }

    /** The comparison with what serves follows the training, and takes seconds. */
    private static Optional<Model.Decision> awaitDecision(LikenessClient gateway, String model, int version) {
        for (int look = 0; look < LOOKS; look++) {
            Optional<Model.Decision> decision = gateway.send(Calls.MODEL.of(model)).value().decisions().stream()
                    .filter(candidate -> candidate.version() == version)
                    .findFirst();
            if (decision.isPresent()) {
                return decision;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
