package io.likeness.gateway.simulation;

import io.likeness.contracts.Payload;
import io.likeness.contracts.event.Event;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.generation.GenerationEvent;
import io.likeness.gateway.access.Principal;
import io.likeness.gateway.generation.SimulatedProjection;
import io.likeness.gateway.ledger.JobKind;
import io.likeness.gateway.ledger.Ledger;
import io.likeness.gateway.ledger.NewJob;
import io.likeness.gateway.ledger.SimulatedLedger;
import io.likeness.platform.events.SimulatedRelay;
import java.time.Duration;
import java.time.Instant;

/** An instance of the gateway: its ledger, its relay and its housekeeping. */
final class Gateway {
    private static final Duration HOUSEKEEPING = Duration.ofSeconds(30);

    private final World world;
    private final Machine machine;
    private final SimulatedLedger ledger;
    private final SimulatedProjection projection;
    private final Turning relays;
    private final Instant started;

    Gateway(History history, Machine machine) {
        this.world = history.world();
        this.machine = machine;
        this.started = world.now();
        this.ledger = new SimulatedLedger(
                machine.jdbi(history.front()),
                SimulatedRelay.outbox("gateway", history.frontOutbox()),
                history.store().port(machine));
        this.projection = new SimulatedProjection(ledger.projection());
        SimulatedRelay relay = history.relay(machine, history.front(), history.frontOutbox());
        this.relays = new Turning(world, machine, relay::turn);
        if (history.planted() != Planted.EVENTS_LOST_AND_NOTHING_REAPED) {
            new Turning(world, machine, this::keepHouse);
        }
    }

    Machine machine() {
        return machine;
    }

    void told(String subject) {
        if (subject.equals("outbox") && !world.chance(0.1)) {
            relays.wake();
        }
    }

    void handle(Event<? extends Payload> event) {
        projection.apply((GenerationEvent) event.payload(), event.headers().time());
    }

    String accept(String key) {
        return ledger.ledger()
                .accept(
                        Principal.KEYLESS,
                        JobKind.GENERATION,
                        key,
                        key,
                        "correlation of " + key,
                        () -> (transaction, id) -> new NewJob(
                                new GenerateFaces(id, "model", null, 1, 1),
                                world.now().plus(Duration.ofHours(1))))
                .id();
    }

    Ledger ledger() {
        return ledger.ledger();
    }

    Duration keepHouse() {
        ledger.keepHouse(started);
        return HOUSEKEEPING;
    }
}
