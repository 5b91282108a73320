package io.likeness.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a system keeps, in bytes.
 *
 * @param objects the files of the store
 * @param tables all tables of all services with their indexes, without the room that deleted rows leave
 * @param work caches and scratch folders of the services
 */
record StoredBytes(long objects, long tables, long work) {
    private static final String TABLES = "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r'"
            + " AND n.nspname IN ('gateway', 'ingest', 'trainer', 'registry', 'generator')";

    static StoredBytes of(StartedSystem system) throws IOException, SQLException {
        return new StoredBytes(
                files(system.dataFolder().resolve("objects"), file -> true),
                tables(system),
                files(system.dataFolder().resolve("work"), file -> true));
    }

    /** Bytes of the objects in whose keys one of these ids stands. */
    static long objectsOf(StartedSystem system, List<String> ids) throws IOException {
        return files(
                system.dataFolder().resolve("objects"), file -> ids.stream().anyMatch(file.toString()::contains));
    }

    void requireWithin(long tolerance, StoredBytes before) {
        assertTrue(
                objects <= before.objects + tolerance
                        && tables <= before.tables + tolerance
                        && work <= before.work + tolerance,
                () -> "before " + before + ", now " + this);
    }

    private static long tables(StartedSystem system) throws SQLException, IOException {
        try (Connection connection = system.connectToDatabase();
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM FULL");
            try (ResultSet rows = statement.executeQuery(TABLES)) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** A service may delete a file at any moment: that one counts nothing. */
    private static long files(Path folder, Predicate<Path> counted) throws IOException {
        AtomicLong bytes = new AtomicLong();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (counted.test(file)) {
                    bytes.addAndGet(attributes.size());
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                return unlessGone(failure);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                return unlessGone(failure);
            }
        });
        return bytes.get();
    }

    private static FileVisitResult unlessGone(@Nullable IOException failure) throws IOException {
        if (failure != null && !(failure instanceof NoSuchFileException)) {
            throw failure;
        }
        return FileVisitResult.CONTINUE;
    }
}
