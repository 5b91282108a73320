package io.likeness.standalone.supervisor;

import io.likeness.standalone.servers.ChildProcess;
import io.likeness.standalone.servers.JavaCommand;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Has the heap of a child JVM collected when it comes to rest after work. The serial collector gives memory back in a full
 * collection alone, and a JVM at rest comes to none: without this, what one upload made of the heap would stay with the
 * process. Not safe for threads; each child has its own.
 */
final class HeapRelease {

    /** Shares of one processor between two looks. A broker at rest takes 2 %. */
    private static final double WORK = 0.06;

    private static final double REST = 0.04;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ChildProcess child;
    private final Progress progress;

    private long looked = System.nanoTime();
    private Duration used = Duration.ZERO;
    private boolean worked;

    /** {@code child} is a JVM; its start counts as work. */
    HeapRelease(ChildProcess child, Progress progress) {
        this.child = child;
        this.progress = progress;
    }

    /** Looks at what the child did since the last look, and collects its heap where it has just come to rest. */
    void look() {
        child.processorTime().ifPresent(now -> {
            if (comesToRest(now, System.nanoTime())) {
                collect();
            }
        });
    }

    /** Whether a child that worked has rested since the last look, by the processor time that it has used so far. */
    boolean comesToRest(Duration usedNow, long nanoTime) {
        double share = usedNow.minus(used).toNanos() / (double) Math.max(1, nanoTime - looked);
        used = usedNow;
        looked = nanoTime;
        if (share >= WORK) {
            worked = true;
        }
        boolean comes = worked && share < REST;
        worked &= !comes;
        return comes;
    }

    private void collect() {
        try {
            Process request = new ProcessBuilder(JavaCommand.collection(child.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            if (!request.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                request.destroyForcibly();
                progress.step(child.name() + " does not collect its heap within " + PATIENCE.toSeconds() + " s");
            } else if (request.exitValue() != 0 && child.isAlive()) {
                progress.step(child.name() + " cannot be asked to collect its heap: exit code " + request.exitValue());
            }
        } catch (IOException failure) {
            // The child serves as before, in more memory; whoever keeps it alive must go on.
            progress.step(child.name() + " cannot be asked to collect its heap: " + failure.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
