package io.likeness.training.protocol.child;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.training.protocol.TrainingRequest;
import io.likeness.training.protocol.TrainingUpdate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running child, seen from its parent: {@code try (ChildTraining child = ChildTraining.start(...))}. One thread calls {@link #next()} until
 * the last update; {@link #cancel()} and {@link #close()} may come from any thread. Closing ends the child whatever it does.
 */
public final class ChildTraining implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChildTraining.class);
    private static final Set<String> KEPT_ENVIRONMENT =
            Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES");
    private static final long PATIENCE_SECONDS = 5;

    private final Process process;
    private final BufferedReader updates;
    private final OutputStream orders;

    private ChildTraining(Process process) {
        this.process = process;
        this.updates = process.inputReader(StandardCharsets.UTF_8);
        this.orders = process.getOutputStream();
    }

    /**
     * Starts a child on the request; its log goes to this process's standard error.
     *
     * @throws LikenessException {@code TRAINING_FAILED} if no process can be started
     */
    public static ChildTraining start(ChildCommand command, TrainingRequest request) {
        return start(command, request, ProcessBuilder.Redirect.INHERIT);
    }

    /** As {@link #start(ChildCommand, TrainingRequest)}; its log goes to a file. */
    public static ChildTraining start(ChildCommand command, TrainingRequest request, Path log) {
        return start(command, request, ProcessBuilder.Redirect.to(log.toFile()));
    }

    private static ChildTraining start(ChildCommand command, TrainingRequest request, ProcessBuilder.Redirect log) {
        ProcessBuilder builder = new ProcessBuilder(command.words(Path.of(request.output()))).redirectError(log);
        builder.environment().keySet().retainAll(KEPT_ENVIRONMENT);
        builder.environment().put("OMP_NUM_THREADS", "1");
        ChildTraining child;
        try {
            child = new ChildTraining(builder.start());
        } catch (IOException e) {
            throw new LikenessException(ErrorCode.TRAINING_FAILED, "cannot start a training process", e);
        }
        child.order(Json.encode(request));
        return child;
    }

    public long pid() {
        return process.pid();
    }

    /**
     * Waits for the next update. {@code Completed}, {@code Cancelled}, {@code Suspended} or {@code Failed} is the last; a child that ends without one of
     * them, be it in the middle of a line, is a {@code Failed} that may be tried again.
     */
    public TrainingUpdate next() {
        try {
            for (String line = updates.readLine(); line != null; line = updates.readLine()) {
                if (line.startsWith("{\"type\":")) {
                    return Json.decode(line.getBytes(StandardCharsets.UTF_8), TrainingUpdate.class);
                }
                LOG.debug("training process {} printed: {}", process.pid(), line);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("the pipe of training process {} broke", process.pid(), e);
        }
        return new TrainingUpdate.Failed(
                new Failure(ErrorCode.TRAINING_FAILED, "the training process died (" + exit() + ")", true));
    }

    /** Asks the child to stop; it answers with {@code Cancelled} within one batch, unless it has ended by then. */
    public void cancel() {
        order(Json.encode(Map.of("type", "cancel")));
    }

    /** Asks the child to write a checkpoint and stop; it answers with {@code Suspended} within one batch, unless it has ended by then. */
    public void suspend() {
        order(Json.encode(Map.of("type", "suspend")));
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

    /** Of a child that has ended. */
    public int exitCode() {
        return process.exitValue();
    }

    /** A broken pipe is no failure here: {@link #next()} tells how the child ended. */
    private void order(byte[] line) {
        try {
            synchronized (orders) {
                orders.write(line);
                orders.write('\n');
                orders.flush();
            }
        } catch (IOException e) {
            LOG.debug("training process {} takes no orders any more", process.pid(), e);
        }
    }

    private String exit() {
        return ended() ? "exit code " + process.exitValue() : "its pipe broke";
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
