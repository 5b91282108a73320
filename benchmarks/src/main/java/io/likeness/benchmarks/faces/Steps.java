package io.likeness.benchmarks.faces;

import io.likeness.contracts.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Results of steps in a folder: what a step has left there is read and not computed again. For one process a folder. */
record Steps(Path folder) {

    /** A part of a benchmark that takes long. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws IOException;
    }

    /** The step's result, from its file or, where there is none, from running it; one that fails leaves no file. */
    <T> T once(String file, Class<T> type, Step<T> step) throws IOException {
        Optional<T> found = find(file, type);
        if (found.isPresent()) {
            return found.orElseThrow();
        }
        T result = step.run();
        write(file, Json.encode(result));
        return result;
    }

    <T> Optional<T> find(String file, Class<T> type) throws IOException {
        Path path = folder.resolve(file);
        return Files.isRegularFile(path) ? Optional.of(Json.decode(Files.readAllBytes(path), type)) : Optional.empty();
    }

    /** Whole or not at all, also where the process ends meanwhile. */
    void write(String file, byte[] content) throws IOException {
        Path part = Files.createDirectories(folder).resolve(file + ".part");
        Files.write(part, content);
        Files.move(part, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
