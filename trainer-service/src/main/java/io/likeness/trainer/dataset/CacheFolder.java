package io.likeness.trainer.dataset;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder that holds one folder a cache, and its bound. */
final class CacheFolder {
    private static final String UNFINISHED = "building-";

    private final Path root;
    private final long mostBytes;

    CacheFolder(Path root, long mostBytes) {
        this.root = root;
        this.mostBytes = mostBytes;
    }

    Path place(String digest) {
        return root.resolve(digest);
    }

    /** Of the caches that are there. */
    List<String> digests() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.startsWith(UNFINISHED))
                    .toList();
        }
    }

    Path newFolder() throws IOException {
        Files.createDirectories(root);
        return Files.createTempDirectory(root, UNFINISHED);
    }

    /** @throws LikenessException {@code CAPACITY_EXHAUSTED} if the disk has less room */
    void require(long bytes) throws IOException {
        Files.createDirectories(root);
        long usable = Files.getFileStore(root).getUsableSpace();
        if (usable < bytes) {
            throw new LikenessException(
                    ErrorCode.CAPACITY_EXHAUSTED,
                    "disk of the dataset cache: expected %d bytes free, found %d".formatted(bytes, usable));
        }
    }

    /** Deletes what a killed process left, then the longest unused caches until the rest is within the bound. */
    void evictAllBut(Path used) throws IOException {
        List<Path> others = new ArrayList<>();
        try (Stream<Path> folders = Files.list(root)) {
            folders.filter(folder -> !folder.equals(used)).forEach(others::add);
        }
        for (Path folder : List.copyOf(others)) {
            if (folder.getFileName().toString().startsWith(UNFINISHED)) {
                delete(folder);
                others.remove(folder);
            }
        }
        others.sort(Comparator.comparing(CacheFolder::lastUsed));
        long kept = bytes(used);
        for (Path folder : others) {
            kept += bytes(folder);
        }
        for (Path folder : others) {
            if (kept > mostBytes) {
                kept -= bytes(folder);
                delete(folder);
            }
        }
    }

    /** Deletes a folder with all that is in it; one that is not there is no failure. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static long lastUsed(Path folder) {
        return folder.toFile().lastModified();
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
