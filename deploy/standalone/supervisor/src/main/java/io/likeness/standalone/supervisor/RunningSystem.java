package io.likeness.standalone.supervisor;

import io.likeness.standalone.servers.ServerFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The system of a home that runs, for commands that use it. Immutable.
 *
 * @param gateway its address
 * @param dataFolder with its credentials
 */
public record RunningSystem(URI gateway, Path dataFolder) {
    private static final String OPERATOR_KEY = "operator.key";

    /**
     * The one that runs; empty where none does.
     *
     * @param runFolder of the home
     */
    public static Optional<RunningSystem> find(Path runFolder) {
        return SystemState.load(runFolder)
                .filter(state -> state.supervisor().isPresent())
                .map(state ->
                        new RunningSystem(URI.create("http://127.0.0.1:" + state.port()), Path.of(state.dataFolder())));
    }

    /** The key of who runs it; empty where it asks for none. */
    public Optional<String> operatorKey() {
        Path file = dataFolder.resolve(OPERATOR_KEY);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException failure) {
            throw new ServerFailure(file + " cannot be read: " + failure.getMessage(), failure);
        }
    }
}
