package io.likeness.standalone.command;

import io.likeness.client.LikenessClient;
import io.likeness.client.UploadMemory;
import io.likeness.standalone.supervisor.RunningSystem;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a command runs.
 *
 * @param columns of the terminal that standard error is, 0 where it is none
 * @param home of the launcher
 * @param environment variables by name
 */
record Surroundings(PrintStream out, PrintStream err, int columns, Path home, Map<String, String> environment) {

    /** As the launcher describes them by system properties. */
    static Surroundings ofProcess() {
        return new Surroundings(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                Integer.getInteger("likeness.columns", 0),
                Path.of(System.getProperty("likeness.home", ".likeness")),
                System.getenv());
    }

    /** The system that was named, or else that of the home. The operator's key is for that one alone. */
    LikenessClient connect(@Nullable URI named) {
        Optional<String> key = variable("LIKENESS_KEY");
        Optional<URI> address =
                Optional.ofNullable(named).or(() -> variable("LIKENESS_URL").map(URI::create));
        if (address.isPresent()) {
            return LikenessClient.of(checked(address.orElseThrow()), key);
        }
        RunningSystem system = RunningSystem.find(home.resolve("run"))
                .orElseThrow(
                        () -> CommandFailure.nothingRuns(
                                "expected a running system, found none; start it with './likeness up', or name another with --url"));
        return LikenessClient.of(system.gateway(), key.or(system::operatorKey));
    }

    UploadMemory uploads() {
        return new UploadMemory(home.resolve("uploads"));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static URI checked(URI address) {
        if (address.getHost() == null || !String.valueOf(address.getScheme()).matches("https?")) {
            throw CommandFailure.misused(
                    "--url: expected an address such as http://127.0.0.1:8080, found '" + address + "'");
        }
        return address;
    }
}
