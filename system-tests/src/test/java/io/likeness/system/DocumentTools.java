package io.likeness.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What documents need beside the system: programs of this machine, and the packages that the documents tell a reader to fetch, fetched once and
 * kept for the next run.
 */
final class DocumentTools {
    private static final Path FOLDER = Path.of("target", "documents.tools").toAbsolutePath();

    /** As the documents name them; a release that is made tomorrow is not to break the build of today. */
    private static final List<String> NPM = List.of("onnxruntime-web@1.23.2", "tus-js-client@4.3.1");

    private static final List<String> PYTHON = List.of("onnxruntime", "numpy");
    /** A network that hangs is one that is not there. */
    private static final int LIMIT_SECONDS = 60;

    private final CompletableFuture<Boolean> npm = CompletableFuture.supplyAsync(DocumentTools::fetchForNode);
    private final CompletableFuture<Boolean> onnxruntime = CompletableFuture.supplyAsync(DocumentTools::fetchForPython);

    /** Those of some needs that this machine cannot fulfil. */
    Set<String> missing(Set<String> needs) {
        Set<String> missing = new TreeSet<>();
        for (String need : needs) {
            boolean there = switch (need) {
                case "npm" -> npm.join();
                case "onnxruntime" -> onnxruntime.join();
                default ->
                    Programs.find(need).isPresent()
                            || Files.isExecutable(javaPrograms().resolve(need));
            };
            if (!there) {
                missing.add(need);
            }
        }
        return missing;
    }

    /** Folders of programs. */
    List<Path> path() {
        return onnxruntime.join() ? List.of(FOLDER.resolve("python/bin"), javaPrograms()) : List.of(javaPrograms());
    }

    /** Has a folder use the packages of npm. */
    void lend(Path folder) throws IOException {
        if (npm.join()) {
            Files.createSymbolicLink(folder.resolve("node_modules"), FOLDER.resolve("node_modules"));
        }
    }

    private static Path javaPrograms() {
        return Path.of(System.getProperty("java.home"), "bin");
    }

    private static boolean fetchForNode() {
        Optional<Path> program = Programs.find("npm");
        if (program.isEmpty() || Programs.find("node").isEmpty()) {
            return false;
        }
        List<String> install = List.of(
                program.orElseThrow().toString(),
                "install",
                "--no-audit",
                "--no-fund",
                "--fetch-retries=1",
                "--fetch-timeout=15000",
                "--prefix",
                FOLDER.toString());
        return Files.exists(FOLDER.resolve("node_modules/tus-js-client")) || succeeds(join(install, NPM));
    }

    private static boolean fetchForPython() {
        Optional<Path> program = Programs.find("python3");
        Path python = FOLDER.resolve("python");
        if (program.isEmpty()) {
            return false;
        }
        List<String> own = List.of(python.resolve("bin/python3").toString());
        return succeeds(join(own, List.of("-c", "import onnxruntime")))
                || succeeds(List.of(program.orElseThrow().toString(), "-m", "venv", python.toString()))
                        && succeeds(join(
                                own,
                                join(
                                        List.of("-m", "pip", "install", "-q", "--retries", "1", "--timeout", "10"),
                                        PYTHON)));
    }

    private static boolean succeeds(List<String> command) {
        try {
            Files.createDirectories(FOLDER);
            if (!Files.isExecutable(Path.of(command.getFirst()))) {
                return false;
            }
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            FOLDER.resolve("log").toFile()))
                    .start();
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<String> join(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
