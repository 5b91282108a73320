package io.likeness.standalone.supervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.likeness.standalone.servers.ServerFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What runs, for {@code down}, {@code status} and the next {@code up}: written after each change, deleted by a clean stop.
 *
 * @param pid of the supervisor
 * @param started when it was started
 * @param port of the gateway
 * @param dataFolder of the system
 * @param children in the order of their start
 */
record SystemState(long pid, Instant started, int port, String dataFolder, List<ChildState> children) {

    private static final String FILE = "supervisor.json";
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    SystemState {
        children = List.copyOf(children);
    }

    static Optional<SystemState> load(Path runFolder) {
        Path file = runFolder.resolve(FILE);
        try {
            return Optional.of(JSON.readValue(Files.readString(file), SystemState.class));
        } catch (NoSuchFileException nothingRuns) {
            return Optional.empty();
        } catch (JsonProcessingException broken) {
            throw new ServerFailure(file + " is broken: stop what runs by hand and delete it", broken);
        } catch (IOException failure) {
            throw new ServerFailure(file + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    static void delete(Path runFolder) {
        try {
            Files.deleteIfExists(runFolder.resolve(FILE));
        } catch (IOException failure) {
            throw new ServerFailure(runFolder.resolve(FILE) + " cannot be deleted: " + failure.getMessage(), failure);
        }
    }

    void save(Path runFolder) {
        Path file = runFolder.resolve(FILE);
        try {
            Path half = Files.writeString(runFolder.resolve(FILE + ".half"), JSON.writeValueAsString(this));
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new ServerFailure(file + " cannot be written: " + failure.getMessage(), failure);
        }
    }

    /** The supervisor's process if it lives. */
    Optional<ProcessHandle> supervisor() {
        return new ChildState("supervisor", pid, started, 0).process();
    }
}
