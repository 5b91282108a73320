package io.likeness.training.process;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.Failure;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.training.protocol.TrainingRequest;
import io.likeness.training.protocol.TrainingUpdate;
import io.likeness.training.run.Order;
import io.likeness.training.run.TrainingEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The child's main class. The first line of standard input is a {@link TrainingRequest}; {@code {"type":"cancel"}} or
 * {@code {"type":"suspend"}} may follow. Standard output carries one {@link TrainingUpdate} a line; whatever else wants to print goes to
 * standard error. When standard input ends, the parent is gone, and the process ends at once.
 */
public final class TrainingProcess {
    private static final int UNREPORTED = 1;
    private static final int PARENT_GONE = 3;

    private static final String UNFORESEEN = "an unexpected error in the training process";

    private final PrintStream updates;
    private final AtomicReference<Order> wanted = new AtomicReference<>(Order.GO_ON);

    private TrainingProcess(PrintStream updates) {
        this.updates = updates;
    }

    public static void main(String[] arguments) throws IOException {
        PrintStream updates = System.out;
        System.setOut(System.err);
        leaveSignalsToTheParent();
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        new TrainingProcess(updates).obey(orders);
    }

    /** A terminal and some supervisors signal the whole group; the parent, which is told too, wants a checkpoint first. */
    private static void leaveSignalsToTheParent() {
        for (String name : List.of("TERM", "INT")) {
            Signal.handle(new Signal(name), SignalHandler.SIG_IGN);
        }
    }

    private void obey(BufferedReader orders) throws IOException {
        String request = orders.readLine();
        if (request != null) {
            Thread.ofPlatform().name("training").start(() -> train(request));
        }
        follow(orders);
    }

    /** Orders end with the parent, whether their pipe is closed or broken in the middle of a line. */
    private void follow(BufferedReader orders) throws IOException {
        try {
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                obey(Json.tree(line.getBytes(StandardCharsets.UTF_8))
                        .path("type")
                        .asText());
            }
        } finally {
            Runtime.getRuntime().halt(PARENT_GONE);
        }
    }

    /** A cancellation is not taken back by a later suspension. */
    private void obey(String type) {
        switch (type) {
            case "cancel" -> wanted.set(Order.CANCEL);
            case "suspend" -> wanted.compareAndSet(Order.GO_ON, Order.SUSPEND);
            default -> System.err.println("unknown order: " + type);
        }
    }

    /** Halts whatever happens: nothing is left to flush, and ND4J's own threads would keep the process alive. */
    private void train(String request) {
        int exit = UNREPORTED;
        try {
            say(outcome(request));
            exit = 0;
        } finally {
            Runtime.getRuntime().halt(exit);
        }
    }

    /** Whatever goes wrong, the parent learns it as a failure; its log, not the failure, carries what only a developer reads. */
    private TrainingUpdate outcome(String request) {
        try {
            TrainingRequest training = Json.decode(request.getBytes(StandardCharsets.UTF_8), TrainingRequest.class);
            return new TrainingEngine(training, this::say, wanted::get).run();
        } catch (LikenessException e) {
            if (e.getCause() != null) {
                e.printStackTrace();
            }
            return new TrainingUpdate.Failed(Failure.of(e));
        } catch (Throwable e) {
            e.printStackTrace();
            return new TrainingUpdate.Failed(new Failure(ErrorCode.TRAINING_FAILED, UNFORESEEN, true));
        }
    }

    private void say(TrainingUpdate update) {
        byte[] json = Json.encode(update);
        synchronized (updates) {
            updates.write(json, 0, json.length);
            updates.write('\n');
            updates.flush();
        }
    }
}
