package io.likeness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs what a document prints as a reader does who pastes it: all statements in one shell, in order, exactly as printed, in a folder of their
 * own. {@code curl} is the real one behind a script that takes down how each request was answered. For one thread.
 */
final class DocumentShell {
    /** Quotes of the shell are not Java's. */
    private static final String CURL = """
            #!/usr/bin/env bash
            headers="$(mktemp)"
            CURL_PROGRAM -D "$headers" "$@"
            code=$?
            status="$(grep -a '^HTTP/' "$headers" | tail -n 1 | cut -d ' ' -f 2)"
            printf '%s %s\\n' "$DOCUMENT_STATEMENT" "${status:-000}" >>"$DOCUMENT_ANSWERS"
            rm -f "$headers"
            exit $code
            """;

    private static final int LIMIT_SECONDS = 200;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

    private final Path folder;
    private final Map<String, String> environment;
    private final List<Statement> statements = new ArrayList<>();

    /**
     * @param folder where the statements run
     * @param path before the PATH of this process
     */
    DocumentShell(Path folder, List<Path> path, Map<String, String> variables) throws IOException {
        this.folder = folder;
        Path own = Files.createDirectories(folder.resolveSibling(folder.getFileName() + ".shell"));
        Path curl = own.resolve("curl");
        Files.writeString(
                curl,
                CURL.replace("CURL_PROGRAM", Programs.find("curl").orElseThrow().toString()));
        assertTrue(curl.toFile().setExecutable(true));
        List<String> folders = new ArrayList<>(List.of(own.toString()));
        path.forEach(one -> folders.add(one.toString()));
        folders.add(System.getenv("PATH"));
        this.environment = new HashMap<>(variables);
        environment.put("PATH", String.join(File.pathSeparator, folders));
        environment.put("DOCUMENT_ANSWERS", own.resolve("answers").toString());
        Files.write(own.resolve("answers"), new byte[0]);
    }

    /** Adds what is to be run or kept. */
    void add(Snippet snippet) throws IOException, InterruptedException {
        for (String name : snippet.file().toList()) {
            Files.writeString(folder.resolve(name), snippet.text());
        }
        if (snippet.isRun()) {
            statements.addAll(Statement.of(snippet));
        }
    }

    /** Runs all that was added. */
    void run() throws IOException, InterruptedException {
        Path own = folder.resolveSibling(folder.getFileName() + ".shell");
        Path script = Files.writeString(own.resolve("script.sh"), script(own));
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(own.resolve("output").toFile());
        builder.environment().putAll(environment);
        Process shell = builder.start();
        boolean ended = shell.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly();
        }
        requireAnswers(own, ended);
        requirePictures();
    }

    private String script(Path own) {
        StringBuilder script = new StringBuilder();
        for (int i = 0; i < statements.size(); i++) {
            Statement statement = statements.get(i);
            String end = own.resolve("end").toString();
            script.append("export DOCUMENT_STATEMENT=").append(i).append("\n{\n");
            script.append(statement.text())
                    .append("} >'")
                    .append(own.resolve(i + ".out"))
                    .append("' 2>&1\n");
            script.append("code=$?; echo \"")
                    .append(i)
                    .append(" $code\" >>'")
                    .append(end)
                    .append("'\n[ $code = 0 ] || exit 0\n");
            statement
                    .variable()
                    .forEach(name -> script.append("case \"$")
                            .append(name)
                            .append("\" in '' | null) echo '")
                            .append(name)
                            .append(" is empty' >>'")
                            .append(end)
                            .append("'; exit 0 ;; esac\n"));
        }
        return script.toString();
    }

    private void requireAnswers(Path own, boolean ended) throws IOException {
        List<String> ends = Files.exists(own.resolve("end")) ? Files.readAllLines(own.resolve("end")) : List.of();
        List<String> answers = Files.readAllLines(own.resolve("answers"));
        for (int i = 0; i < statements.size(); i++) {
            String number = i + " ";
            List<Integer> statuses = answers.stream()
                    .filter(answer -> answer.startsWith(number))
                    .map(answer -> Integer.parseInt(answer.substring(number.length())))
                    .toList();
            requireAsPrinted(statements.get(i), statuses, own.resolve(i + ".out"));
            if (!ends.contains(number + 0)
                    || (ends.size() == i + 2 && ends.getLast().endsWith("is empty"))) {
                fail((ended ? "failed: " : "had not ended after " + LIMIT_SECONDS + " s: ")
                        + told(statements.get(i), own.resolve(i + ".out"))
                        + ends);
            }
        }
    }

    private static void requireAsPrinted(Statement statement, List<Integer> statuses, Path output) throws IOException {
        int refusal = statement.refusal().orElse(0);
        for (int status : statuses) {
            assertTrue(
                    (status >= 200 && status < 400) || status == refusal,
                    () -> "answered " + status + ": " + told(statement, output));
        }
        if (refusal > 0 && !statement.waits() && !statuses.isEmpty()) {
            assertEquals(refusal, statuses.getLast(), () -> "is not refused as it says: " + told(statement, output));
        }
    }

    /** What is kept under the name of a picture is one. */
    private void requirePictures() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(one -> one.toString().endsWith("png")).toList()) {
                byte[] begin = Files.readAllBytes(file);
                assertTrue(begin.length > PNG.length && Arrays.mismatch(begin, PNG) == PNG.length, file::toString);
            }
        }
    }

    private static String told(Statement statement, Path output) {
        try {
            String said = Files.exists(output) ? Files.readString(output) : "";
            return statement.place() + "\n" + statement.text() + said.substring(Math.max(0, said.length() - 2_000))
                    + "\n";
        } catch (IOException e) {
            return statement.place() + ": nothing readable: " + e;
        }
    }
}
