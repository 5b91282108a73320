package io.likeness.standalone.command;

import io.likeness.client.Answer;
import io.likeness.client.Calls;
import io.likeness.client.LikenessClient;
import io.likeness.client.Model;
import io.likeness.client.Version;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What models there are. */
@Command(name = "models", description = "Lists models, the versions of one, or what is known of a version.")
final class ModelsCommand extends GatewayCommand {
    @Parameters(index = "0", paramLabel = "NAME", arity = "0..1", description = "Of a model.")
    private @Nullable String name;

    @Parameters(index = "1", paramLabel = "VERSION", arity = "0..1", description = "Its number.")
    private @Nullable Integer version;

    ModelsCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int run(LikenessClient gateway, Console console) {
        if (name == null) {
            list(gateway, console);
        } else if (version == null) {
            versions(gateway.send(Calls.MODEL.of(name)), console);
        } else {
            details(gateway.send(Calls.VERSION.of(name, version)), console);
        }
        return 0;
    }

    private static void list(LikenessClient gateway, Console console) {
        Answer<Model.Summary[]> models = gateway.send(Calls.MODELS.of());
        console.document(models.document());
        Table table = new Table("MODEL", "VERSIONS", "SERVES", "SINCE", "ROLLOUT");
        for (Model.Summary model : models.value()) {
            Version serving = model.champion();
            table.add(
                    model.name(),
                    model.versions(),
                    serving == null ? "" : serving.version(),
                    serving == null ? "" : InWords.time(serving.registeredAt()),
                    model.rollout() == null ? "" : model.rollout());
        }
        console.table(table);
    }

    private static void versions(Answer<Model> model, Console console) {
        console.document(model.document());
        Table table = new Table("VERSION", "REGISTERED", "LOSS", "SERVES", "ALIASES", "THE GATE");
        for (Version version : model.value().versions()) {
            table.add(
                    version.version(),
                    InWords.time(version.registeredAt()),
                    String.format(Locale.ROOT, "%.5f", version.validationLoss()),
                    version.champion() ? "yes" : "",
                    String.join(" ", version.aliases() == null ? List.of() : version.aliases()),
                    gate(model.value(), version.version()));
        }
        console.table(table);
    }

    private static String gate(Model model, int version) {
        if (model.pending().stream().anyMatch(pending -> pending.version() == version)) {
            return "compares it";
        }
        return model.decisions().stream()
                .filter(decision -> decision.version() == version)
                .findFirst()
                .map(decision -> (decision.passed() ? "passed: " : "refused: ") + decision.reason())
                .orElse("");
    }

    private static void details(Answer<Version.Details> answer, Console console) {
        console.document(answer.document());
        if (console.json()) {
            return;
        }
        Version.Details version = answer.value();
        console.tell("%s version %d%s", version.name(), version.version(), version.champion() ? ", which serves" : "");
        console.tell("  registered  %s", InWords.time(version.registeredAt()));
        console.tell("  training    %s", version.trainingId());
        console.tell("  dataset     %s", version.datasetId());
        console.tell("  digest      %s", version.digest());
        if (!version.aliases().isEmpty()) {
            console.tell("  aliases     %s", String.join(" ", version.aliases()));
        }
        if (version.description() != null) {
            console.tell("  described   %s", version.description());
        }
        console.tell(
                "  labels      %s",
                version.labels().isEmpty()
                        ? "none"
                        : version.labels().stream().map(Version.Label::name).collect(Collectors.joining(" ")));
        new TreeMap<>(version.metrics()).forEach((metric, value) -> console.tell("  %-32s %.5g", metric, value));
    }
}
