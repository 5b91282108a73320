package io.likeness.standalone.command;

import io.likeness.client.Answer;
import io.likeness.client.Call;
import io.likeness.client.Calls;
import io.likeness.client.LikenessClient;
import io.likeness.client.Rollout;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How versions come to serve, and who decides otherwise. */
@Command(
        name = "rollout",
        synopsisSubcommandLabel = "(list | watch | pause | resume | promote | back)",
        description = "Shows how versions of a model come to serve, and changes that.")
final class RolloutCommand implements Runnable {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    private RolloutCommand() {}

    static CommandLine line(Surroundings surroundings) {
        return new CommandLine(new RolloutCommand())
                .addSubcommand("list", new Listing(surroundings))
                .addSubcommand("watch", new Watch(surroundings))
                .addSubcommand("pause", new Change(surroundings, Calls.PAUSE))
                .addSubcommand("resume", new Change(surroundings, Calls.RESUME))
                .addSubcommand("promote", new Change(surroundings, Calls.PROMOTE))
                .addSubcommand("back", new Change(surroundings, Calls.ROLL_BACK));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "expected list, watch, pause, resume, promote or back, found none");
    }

    static String share(int thousandths) {
        return String.format(Locale.ROOT, "%.1f %%", thousandths / 10.0);
    }

    /** The newest first. */
    @Command(name = "list", description = "Lists the rollouts of a model, the newest first.")
    private static final class Listing extends GatewayCommand {
        @Parameters(paramLabel = "NAME", description = "Of the model.")
        private String model = "";

        private Listing(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(LikenessClient gateway, Console console) {
            Answer<Rollout[]> rollouts = gateway.send(Calls.ROLLOUTS.of(model));
            console.document(rollouts.document());
            Table table = new Table("VERSION", "BESIDE", "STATE", "SHARE", "ID", "WHY");
            for (Rollout rollout : rollouts.value()) {
                table.add(
                        rollout.candidate().version(),
                        rollout.champion(),
                        rollout.state(),
                        share(rollout.share()),
                        rollout.id(),
                        rollout.reason());
            }
            console.table(table);
            return 0;
        }
    }

    /** Until it has ended. */
    @Command(
            name = "watch",
            description = "A line for each step of the newest version; ends with 0 if it serves then, else with 1.")
    private static final class Watch extends GatewayCommand {
        @Parameters(paramLabel = "NAME", description = "Of the model.")
        private String model = "";

        private Watch(Surroundings surroundings) {
            super(surroundings);
        }

        @Override
        int run(LikenessClient gateway, Console console) {
            return new RolloutWatch(gateway, model, console).follow() ? 0 : Commands.FAILED;
        }
    }

    /** By a person. */
    @Command(description = "Changes the rollout under way.")
    private static final class Change extends GatewayCommand {
        @Parameters(paramLabel = "NAME", description = "Of the model.")
        private String model = "";

        @Option(names = "--reason", required = true, description = "One sentence for whoever reads it.")
        private String reason = "";

        @Option(names = "--by", description = "Who asks.")
        private @Nullable String by;

        private final Call<Rollout> change;

        private Change(Surroundings surroundings, Call<Rollout> change) {
            super(surroundings);
            this.change = change;
        }

        @Override
        int run(LikenessClient gateway, Console console) {
            Rollout newest = Arrays.stream(
                            gateway.send(Calls.ROLLOUTS.of(model)).value())
                    .findFirst()
                    .orElseThrow(() -> CommandFailure.failed("expected a rollout of " + model + ", found none"));
            Answer<Rollout> changed = gateway.send(change.of(newest.id()).sending(new Rollout.Wish(reason, by)));
            console.document(changed.document());
            Rollout rollout = changed.value();
            console.tell(
                    "version %d beside version %d: %s, %s of requests",
                    rollout.candidate().version(),
                    rollout.champion(),
                    rollout.state().replace('-', ' '),
                    share(rollout.share()));
            return 0;
        }
    }
}
