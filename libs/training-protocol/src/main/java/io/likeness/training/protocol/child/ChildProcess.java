package io.likeness.training.protocol.child;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running child that reads a line of JSON and answers with others. One thread reads; the rest may come from any thread. */
final class ChildProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
    private static final Set<String> KEPT_ENVIRONMENT =
            Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES");
    private static final long PATIENCE_SECONDS = 5;
    private static final String UPDATE = "{\"type\":";

    private final Process process;
    private final BufferedReader updates;
    private final OutputStream orders;

    private ChildProcess(Process process) {
        this.process = process;
        this.updates = process.inputReader(StandardCharsets.UTF_8);
        this.orders = process.getOutputStream();
    }

    /** @throws LikenessException {@code TRAINING_FAILED} if no process can be started */
    static ChildProcess start(List<String> words, Object request, ProcessBuilder.Redirect log) {
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(log);
        builder.environment().keySet().retainAll(KEPT_ENVIRONMENT);
        builder.environment().put("OMP_NUM_THREADS", "1");
        ChildProcess child;
        try {
            child = new ChildProcess(builder.start());
        } catch (IOException e) {
            throw new LikenessException(ErrorCode.TRAINING_FAILED, "cannot start a training process", e);
        }
        child.order(request);
        return child;
    }

    long pid() {
        return process.pid();
    }

    /** Waits for the next update; empty once the child has ended, or says what is none, be it in the middle of a line. */
    <T> Optional<T> next(Class<T> type) {
        try {
            for (String line = updates.readLine(); line != null; line = updates.readLine()) {
                if (line.startsWith(UPDATE)) {
                    return Optional.of(Json.decode(line.getBytes(StandardCharsets.UTF_8), type));
                }
                LOG.debug("training process {} printed: {}", process.pid(), line);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("the pipe of training process {} broke", process.pid(), e);
        }
        return Optional.empty();
    }

    /** That it ended without a last word, which may be tried again. */
    Failure death() {
        String exit = ended() ? "exit code " + process.exitValue() : "its pipe broke";
        return new Failure(ErrorCode.TRAINING_FAILED, "the training process died (" + exit + ")", true);
    }

    /** A broken pipe is no failure here: {@link #next} tells how the child ended. */
    void order(Object content) {
        try {
            synchronized (orders) {
                orders.write(Json.encode(content));
                orders.write('\n');
                orders.flush();
            }
        } catch (IOException e) {
            LOG.debug("training process {} takes no orders any more", process.pid(), e);
        }
    }

    /** Of a child that has ended. */
    int exitCode() {
        return process.exitValue();
    }

    /** Ends the child; when it returns, the child is gone, even if the caller is interrupted meanwhile. */
    @Override
    public void close() {
        try {
            orders.close();
        } catch (IOException e) {
            LOG.debug("the pipe to training process {} was closed already", process.pid(), e);
        }
        if (!ended()) {
            process.destroyForcibly().onExit().join();
        }
    }

    private boolean ended() {
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
