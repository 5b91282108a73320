package io.likeness.standalone.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.client.ClientException;
import io.likeness.client.ProblemException;
import io.likeness.client.UnreachableException;
import io.likeness.standalone.servers.ServerFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** Runs the command that is named first: 0 done, 1 failed, 2 misused, 3 nothing runs. */
@Command(
        name = "./likeness",
        synopsisSubcommandLabel = "COMMAND",
        description = "Uses the running system, or another by --url.")
public final class Commands {
    static final int FAILED = 1;
    static final int MISUSED = 2;
    static final int NOTHING_RUNS = 3;

    private Commands() {}

    /** Ends the process with the command's code. */
    public static void main(String... arguments) {
        System.exit(run(Surroundings.ofProcess(), arguments));
    }

    static int run(Surroundings surroundings, String... arguments) {
        CommandLine commands = new CommandLine(new Commands())
                .addSubcommand("upload", new UploadCommand(surroundings))
                .addSubcommand("train", new TrainCommand(surroundings))
                .addSubcommand("generate", new GenerateCommand(surroundings))
                .addSubcommand("models", new ModelsCommand(surroundings))
                .addSubcommand("datasets", new DatasetsCommand(surroundings))
                .addSubcommand("doctor", new DoctorCommand(surroundings))
                .addSubcommand("jobs", JobsCommand.line(surroundings))
                .addSubcommand("watch", new WatchCommand(surroundings))
                .addSubcommand("rollout", RolloutCommand.line(surroundings))
                .addSubcommand("keys", KeysCommand.line(surroundings));
        return commands.setOut(new PrintWriter(surroundings.out(), true, UTF_8))
                .setErr(new PrintWriter(surroundings.err(), true, UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setParameterExceptionHandler((misuse, words) -> misused(surroundings, misuse))
                .setExecutionExceptionHandler((failure, line, parsed) -> failed(surroundings, line, failure))
                .execute(arguments);
    }

    private static int misused(Surroundings surroundings, ParameterException misuse) {
        String command = misuse.getCommandLine().getCommandSpec().qualifiedName(" ");
        surroundings.err().println(command.replace("./", "") + ": " + misuse.getMessage());
        surroundings.err().println("'" + command + " --help' explains it");
        return MISUSED;
    }

    /** In the words of whoever refused it. */
    private static int failed(Surroundings surroundings, CommandLine line, Exception failure) throws Exception {
        String command = line.getCommandSpec().qualifiedName(" ").replace("./", "");
        String words = switch (failure) {
            case ProblemException problem -> words(problem.problem());
            case ClientException told -> String.valueOf(told.getMessage());
            case CommandFailure told -> String.valueOf(told.getMessage());
            case ServerFailure told -> String.valueOf(told.getMessage());
            case IOException unusable -> "a file cannot be read or written: " + unusable;
            default -> throw failure;
        };
        surroundings.err().println(command + ": " + words);
        return switch (failure) {
            case CommandFailure told -> told.code();
            case UnreachableException nobody when nobody.getCause() instanceof ConnectException -> NOTHING_RUNS;
            default -> FAILED;
        };
    }

    /** Of several violations each has a line. */
    private static String words(ProblemException.Problem problem) {
        List<ProblemException.Violation> violations = problem.violations();
        return violations.size() < 2
                ? problem.detail()
                : violations.stream()
                        .map(violation -> "  " + violation.field() + ": " + violation.message())
                        .collect(Collectors.joining("\n", violations.size() + " things are wrong:\n", ""));
    }
}
