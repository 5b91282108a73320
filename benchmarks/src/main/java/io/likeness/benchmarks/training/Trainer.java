package io.likeness.benchmarks.training;

import io.likeness.contracts.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A training in a process of its own, which waits for a command and answers each with a line. Ends the process when closed. */
final class Trainer implements AutoCloseable {
    private final String name;
    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;

    private Trainer(String name, Process process) {
        this.name = name;
        this.process = process;
        this.commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts the process; what it prints as an error is shown. */
    static Trainer start(String name, List<String> words, int openMpThreads) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("OMP_NUM_THREADS", Integer.toString(openMpThreads));
        return new Trainer(name, builder.start());
    }

    /** Trains one epoch more. */
    Epoch epoch() throws IOException {
        return ask("epoch", Epoch.class);
    }

    /** Only after the last epoch. */
    Quality test() throws IOException {
        return ask("test", Quality.class);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private <T> T ask(String command, Class<T> type) throws IOException {
        commands.write(command + "\n");
        commands.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException(name + ": expected an answer to " + command + ", found the end of the process");
        }
        return Json.decode(answer.getBytes(StandardCharsets.UTF_8), type);
    }
}
