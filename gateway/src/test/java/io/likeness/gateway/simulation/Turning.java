package io.likeness.gateway.simulation;

import java.time.Duration;
import java.util.function.Supplier;

/** A loop of a process: a turn, a pause, and a turn again, or one before if it is woken. Never two turns at once. */
final class Turning {
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final World world;
    private final Machine machine;
    private final Supplier<Duration> turn;
    private long generation;
    private boolean turning;
    private boolean woken;

    Turning(World world, Machine machine, Supplier<Duration> turn) {
        this.world = world;
        this.machine = machine;
        this.turn = turn;
        next(Duration.ZERO);
    }

    void wake() {
        if (turning) {
            woken = true;
        } else {
            next(Duration.ofMillis(5));
        }
    }

    private void next(Duration pause) {
        long mine = ++generation;
        world.after(pause.plusMillis(1), machine, () -> {
            if (mine == generation && !turning) {
                turn();
            }
        });
    }

    private void turn() {
        turning = true;
        Duration pause = AFTER_FAILURE;
        try {
            pause = turn.get();
        } catch (Machine.Died | World.Violation e) {
            throw e;
        } catch (RuntimeException e) {
            // As a loop of the background does: it goes on.
            world.note(machine + " turn failed: " + e.getClass().getSimpleName());
        } finally {
            turning = false;
        }
        next(woken ? Duration.ZERO : pause);
        woken = false;
    }
}
