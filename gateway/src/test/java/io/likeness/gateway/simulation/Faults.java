package io.likeness.gateway.simulation;

import java.time.Duration;
import java.util.Random;

/** How often what goes wrong in a history: each one has faults of its own, some none of a kind. Ended, nothing goes wrong any more. */
final class Faults {
    private final World world;
    private final double death;
    private final double severance;
    private final double lostAnswer;
    private final double broker;
    private final double slow;
    private final double store;
    private final double again;
    private final double work;
    private long databaseBack;
    private long brokerBack;
    private boolean ended;

    Faults(World world) {
        this.world = world;
        this.death = draw(0.01);
        this.severance = draw(0.02);
        this.lostAnswer = draw(0.05);
        this.broker = draw(0.2);
        this.slow = draw(0.2);
        this.store = draw(0.1);
        this.again = draw(0.3);
        this.work = draw(0.3);
    }

    private double draw(double most) {
        Random random = world.random();
        return random.nextInt(3) == 0 ? 0 : random.nextDouble() * most;
    }

    /** All is well from here on. */
    void end() {
        ended = true;
        databaseBack = 0;
        brokerBack = 0;
    }

    boolean ended() {
        return ended;
    }

    void takeDatabaseAway(Duration time) {
        databaseBack = world.nanos() + time.toNanos();
        world.note("database away for " + time);
    }

    boolean databaseAway() {
        return world.nanos() < databaseBack;
    }

    void takeBrokerAway(Duration time) {
        brokerBack = world.nanos() + time.toNanos();
        world.note("broker away for " + time);
    }

    /** Of a process, at any step. */
    double death() {
        return ended ? 0 : death;
    }

    /** Of a session, at any statement. */
    double severance() {
        return ended ? 0 : severance;
    }

    /** Of a commit that was done. */
    double lostAnswer() {
        return ended ? 0 : lostAnswer;
    }

    /** Of a record: not taken, or taken without an answer. */
    double broker() {
        return ended ? 0 : world.nanos() < brokerBack ? 1 : broker;
    }

    /** Of a call: other things happen before its answer comes. */
    double slow() {
        return ended ? 0 : slow;
    }

    double store() {
        return ended ? 0 : store;
    }

    /** Of a record: handled again, or late, by one that has lost its partition. */
    double again() {
        return ended ? 0 : again;
    }

    /** Of an attempt: it fails. */
    double work() {
        return ended ? 0 : work;
    }
}
