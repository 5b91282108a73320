package io.likeness.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which uploads were begun and did not end yet, in a folder, so that another process can go on with them. A file that has changed since, or
 * is sent to another dataset, is another. Safe for processes.
 *
 * @param folder is made when the first is begun
 */
public record UploadMemory(Path folder) {

    Optional<String> find(URI gateway, Path file, @Nullable String dataset) throws IOException {
        Path note = note(gateway, file, dataset);
        return Files.exists(note) ? Optional.of(Files.readString(note)) : Optional.empty();
    }

    void remember(URI gateway, Path file, @Nullable String dataset, String id) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(note(gateway, file, dataset), id);
    }

    void forget(URI gateway, Path file, @Nullable String dataset) throws IOException {
        Files.deleteIfExists(note(gateway, file, dataset));
    }

    private Path note(URI gateway, Path file, @Nullable String dataset) throws IOException {
        String identity = gateway + " " + dataset + " " + file.toRealPath() + " " + Files.size(file) + " "
                + Files.getLastModifiedTime(file);
        return folder.resolve(UUID.nameUUIDFromBytes(identity.getBytes(UTF_8)).toString());
    }
}
