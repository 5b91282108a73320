package io.likeness.gateway.simulation;

import io.likeness.contracts.event.Topic;
import io.likeness.platform.events.MemoryOutboxTable;
import io.likeness.platform.events.SimulatedRelay;
import io.likeness.platform.jobs.MemoryJob;
import io.likeness.platform.jobs.MemoryJobTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One history: two gateways and two generators, some clients, some time in which things go wrong, then time to come to rest, and at last
 * weeks in which all expires. Drawn from a seed, in one thread.
 */
final class History {
    private static final Duration TROUBLE = Duration.ofSeconds(100);
    private static final Duration REST = Duration.ofHours(3);
    private static final Duration WEEKS = Duration.ofDays(45);

    private final World world;
    private final Planted planted;
    private final Faults faults;
    private final Checks checks;
    private final Store store;
    private final Broker broker;
    private final MemoryDatabase front;
    private final MemoryDatabase work;
    private final MemoryOutboxTable frontOutbox;
    private final MemoryOutboxTable workOutbox;
    private final MemoryJobTable jobs;
    private final List<Place<Gateway>> gateways = new ArrayList<>();
    private final List<Place<Generator>> generators = new ArrayList<>();
    private final List<Machine> machines = new ArrayList<>();
    private int waiting;

    History(long seed, Planted planted) {
        this.planted = planted;
        this.world = new World(seed);
        this.faults = new Faults(world);
        this.checks = new Checks(world);
        this.store = new Store(world, faults, checks, planted);
        this.broker = new Broker(world, faults, checks, planted);
        this.front = new MemoryDatabase(world::micros);
        this.work = new MemoryDatabase(world::micros);
        this.frontOutbox = new MemoryOutboxTable(front);
        this.workOutbox = new MemoryOutboxTable(work);
        this.jobs = new MemoryJobTable(work);
        frontOutbox.observe(checks::written);
        workOutbox.observe(checks::written);
    }

    /** One process after the other under one name. */
    private final class Place<T> {
        private final String name;
        private final Function<Machine, T> start;
        private int starts;
        private @Nullable Machine machine;
        private @Nullable T running;

        Place(String name, Function<Machine, T> start) {
            this.name = name;
            this.start = start;
            begin();
        }

        private void begin() {
            Machine fresh = new Machine(world, faults, name + "." + ++starts);
            machines.add(fresh);
            machine = fresh;
            running = null;
            try {
                running = start.apply(fresh);
            } catch (Machine.Died died) {
                world.note(fresh + " died at its start");
            }
        }

        /** Starts anew what has died. */
        private void look() {
            Machine last = machine;
            if (last != null && !last.alive()) {
                machine = null;
                running = null;
                world.after(world.upTo(Duration.ofSeconds(20)), null, this::begin);
            }
        }

        private List<T> present() {
            T instance = running;
            Machine on = machine;
            return instance != null && on != null && on.alive() && on.pausedUntil() <= world.nanos()
                    ? List.of(instance)
                    : List.of();
        }
    }

    /** @throws World.Violation if something happens that must not */
    void run() {
        for (int i = 0; i < 2; i++) {
            gateways.add(new Place<>("gateway-" + i, machine -> new Gateway(this, machine)));
            generators.add(new Place<>("generator-" + i, machine -> new Generator(this, machine)));
        }
        front.listen(subject -> present(gateways).forEach(gateway -> gateway.told(subject)));
        work.listen(subject -> present(generators).forEach(generator -> generator.told(subject)));
        broker.subscribe(
                Topic.GENERATION_COMMAND,
                () -> present(generators).stream()
                        .map(node -> new Broker.Member(node.machine(), (event, unused) -> node.handle(event)))
                        .toList());
        broker.subscribe(
                Topic.GENERATION_EVENT,
                () -> present(gateways).stream()
                        .map(node -> new Broker.Member(node.machine(), (event, unused) -> node.handle(event)))
                        .toList());
        waiting = 1 + world.random().nextInt(6);
        for (int i = 0; i < waiting; i++) {
            new Client(this, "request-" + i).begin();
        }
        trouble();
        rest();
        expire();
    }

    private void trouble() {
        while (world.nanos() < TROUBLE.toNanos()) {
            world.after(world.upTo(Duration.ofSeconds(5)), null, this::strike);
            pass(Duration.ofSeconds(5));
        }
    }

    /** Something larger than a call that fails. */
    private void strike() {
        List<Machine> awake = machines.stream()
                .filter(machine -> machine.alive() && machine.pausedUntil() <= world.nanos())
                .toList();
        if (awake.isEmpty()) {
            return;
        }
        Machine machine = awake.get(world.random().nextInt(awake.size()));
        switch (world.random().nextInt(12)) {
            case 0 -> machine.kill();
            case 1, 2 ->
                machine.pauseUntil(
                        world.nanos() + world.upTo(Duration.ofSeconds(70)).toNanos());
            case 3 -> faults.takeDatabaseAway(world.upTo(Duration.ofSeconds(45)));
            case 4 -> machine.severOne();
            case 6 -> faults.takeBrokerAway(world.upTo(Duration.ofSeconds(20)));
            case 5 -> {
                if (planted == Planted.KEYS_FORGOTTEN) {
                    front.ledger().forgetKeys();
                }
            }
            default -> {}
        }
    }

    private void rest() {
        faults.end();
        long end = world.nanos() + REST.toNanos();
        while (!resting() && world.nanos() < end) {
            pass(Duration.ofSeconds(5));
        }
        // Whoever is paused still, and removals that a commit has caused.
        long awake = machines.stream().mapToLong(Machine::pausedUntil).max().orElse(0);
        pass(Duration.ofNanos(Math.max(0, awake - world.nanos())).plusSeconds(5));
        checks.atRest(front.ledger().rows(), store.keys());
    }

    private boolean resting() {
        return waiting == 0
                && checks.allEnded(front.ledger().rows())
                && frontOutbox.size() == 0
                && workOutbox.size() == 0
                && broker.caughtUp()
                && jobs.all().stream().noneMatch(MemoryJob::open);
    }

    private void pass(Duration time) {
        long end = world.nanos() + time.toNanos();
        while (world.nanos() < end) {
            world.passUntil(Math.min(end, world.nanos() + 1_000_000_000));
            checks.look(front.ledger().rows());
            gateways.forEach(Place::look);
            generators.forEach(Place::look);
        }
    }

    private void expire() {
        for (int i = 0; i < 3; i++) {
            world.leap(WEEKS);
            Gateway gateway = new Gateway(this, new Machine(world, faults, "gateway-at-last-" + i));
            gateway.keepHouse();
            gateway.keepHouse();
            work.jdbi(MemoryDatabase.Weather.fair()).useHandle(handle -> jobs.purge(handle, Duration.ofDays(7), 1000));
        }
        checks.empty(Map.of(
                "rows of the ledger", front.ledger().rows().size(),
                "keys", front.ledger().keys(),
                "events", frontOutbox.size() + workOutbox.size(),
                "jobs", jobs.all().size(),
                "objects", store.keys().size()));
    }

    private static <T> List<T> present(List<History.Place<T>> places) {
        return places.stream().flatMap(place -> place.present().stream()).toList();
    }

    @Nullable
    Gateway anyGateway() {
        List<Gateway> present = present(gateways);
        return present.isEmpty() ? null : present.get(world.random().nextInt(present.size()));
    }

    /** A client has its answer. */
    void accepted() {
        waiting--;
    }

    SimulatedRelay relay(Machine machine, MemoryDatabase database, MemoryOutboxTable table) {
        return new SimulatedRelay(
                machine.jdbi(database),
                planted == Planted.RELAY_IGNORES_KEYS ? table.withoutKeys() : table,
                (topic, key, headers, content) -> broker.send(machine, topic, key, headers, content),
                world::nanos);
    }

    World world() {
        return world;
    }

    Planted planted() {
        return planted;
    }

    Faults faults() {
        return faults;
    }

    Checks checks() {
        return checks;
    }

    Store store() {
        return store;
    }

    MemoryDatabase front() {
        return front;
    }

    MemoryDatabase work() {
        return work;
    }

    MemoryOutboxTable frontOutbox() {
        return frontOutbox;
    }

    MemoryOutboxTable workOutbox() {
        return workOutbox;
    }

    MemoryJobTable jobs() {
        return jobs;
    }
}
