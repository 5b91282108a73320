package io.likeness.standalone.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One PostgreSQL server as a child: a small shell waits for the end of its standard input and then stops the server
 * fast, because PostgreSQL itself does not notice that its parent has died.
 */
public final class DatabaseServer {

    /** The server's own account, which only creates the accounts of the services. */
    public static final String ADMINISTRATOR = "postgres";

    private static final String LIFELINE = """
            exec 3<&0
            "$@" </dev/null 3<&- &
            server=$!
            trap 'kill -INT $server 2>/dev/null' TERM INT
            (read -r end <&3; kill -INT $server 2>/dev/null) &
            wait $server; code=$?
            while kill -0 $server 2>/dev/null; do wait $server; code=$?; done
            kill $! 2>/dev/null
            exit $code
            """;

    private static final List<String> COMMON = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=120",
            "shared_buffers=32MB",
            "dynamic_shared_memory_type=mmap",
            "max_worker_processes=2",
            "max_parallel_workers=0",
            "autovacuum_max_workers=1",
            "wal_level=minimal",
            "max_wal_senders=0",
            "logging_collector=off");

    private static final List<String> DURABLE = List.of("fsync=on", "synchronous_commit=on", "full_page_writes=on");

    private static final List<String> FLEETING = List.of("fsync=off", "synchronous_commit=on", "full_page_writes=off");

    private DatabaseServer() {}

    /** What happens to acknowledged transactions when the machine loses its power. */
    public enum Durability {
        /** They survive. */
        DURABLE,
        /** They survive the server's death, but may be lost with the machine: for tests. */
        FLEETING
    }

    /**
     * Unpacks PostgreSQL and creates its data folder, each once, and describes the child.
     *
     * @param cache a folder for PostgreSQL's programs, shared by all servers of this user
     * @param port where clients connect, on 127.0.0.1
     * @param password of the {@link #ADMINISTRATOR}; it takes effect when the data folder is created
     * @param durability whether it survives a loss of power
     * @param data the folder of its tables, which outlives it
     * @param log the file of its output
     * @throws ServerFailure if PostgreSQL cannot run here
     */
    public static ChildSpecification specification(
            Path cache, int port, String password, Durability durability, Path data, Path log) {
        Path programs = PostgresBinaries.unpacked(cache).resolve("bin");
        if (Files.notExists(data)) {
            initialise(programs, password, data, log);
        }
        List<String> command = new ArrayList<>(List.of("sh", "-c", LIFELINE, "postgres"));
        command.addAll(asOrdinaryUser());
        command.addAll(List.of(programs.resolve("postgres").toString(), "-D", data.toString(), "-p", "" + port));
        settings(durability).forEach(setting -> command.addAll(List.of("-c", setting)));
        return new ChildSpecification(
                "postgresql",
                command,
                Map.of("LC_ALL", "C"),
                log,
                Readiness.whenLogContains("database system is ready to accept connections"));
    }

    /** The process id of the server in a data folder, or -1 where none runs. */
    public static long postmaster(Path data) {
        try {
            return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid"))
                    .getFirst()
                    .strip());
        } catch (IOException absent) {
            return -1;
        }
    }

    private static List<String> settings(Durability durability) {
        List<String> settings = new ArrayList<>(COMMON);
        settings.addAll(
                switch (durability) {
                    case DURABLE -> DURABLE;
                    case FLEETING -> FLEETING;
                });
        return settings;
    }

    /** The folder appears whole or not at all: a half-made one would never start. */
    private static void initialise(Path programs, String password, Path data, Path log) {
        try {
            Path half = Files.createTempDirectory(
                    Files.createDirectories(data.toAbsolutePath().getParent()), "initialising-");
            Path secret = Files.createTempFile("likeness-", ".secret");
            try {
                Files.writeString(secret, password);
                runInitdb(programs, secret, half, log);
            } finally {
                Files.deleteIfExists(secret);
            }
            Files.move(half, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new ServerFailure("PostgreSQL's data folder " + data + " cannot be made: " + failure, failure);
        }
    }

    private static void runInitdb(Path programs, Path secret, Path folder, Path log) throws IOException {
        List<String> command = new ArrayList<>(asOrdinaryUser());
        command.addAll(List.of(programs.resolve("initdb").toString(), "-D", folder.toString()));
        command.addAll(List.of("-U", ADMINISTRATOR, "-A", "scram-sha-256", "--pwfile=" + secret));
        command.addAll(List.of("-E", "UTF8", "--no-locale", "--no-sync"));
        Path output = log.resolveSibling("postgresql-initdb.log");
        Files.createDirectories(output.toAbsolutePath().getParent());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new ServerFailure("PostgreSQL's initdb failed: " + reason(Files.readString(output)));
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new ServerFailure("PostgreSQL's initdb was interrupted", interrupted);
        }
    }

    private static String reason(String output) {
        if (output.contains("unshare")) {
            return "PostgreSQL does not run as root, and this machine forbids user namespaces (unshare -U): "
                    + "run Likeness as an ordinary user";
        }
        return output.isBlank() ? "no output" : output.strip().replaceAll("\\s*\\R\\s*", " | ");
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own, root is nobody. */
    private static List<String> asOrdinaryUser() {
        return System.getProperty("user.name").equals("root") ? List.of("unshare", "-U") : List.of();
    }
}
