package io.likeness.gateway.simulation;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.ledger.JobKind;
import io.likeness.platform.web.Failures;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/** Asks for one generation until it is accepted, perhaps again with the same key, and perhaps for its end or deletion. */
final class Client {
    private static final Set<ErrorCode> SETTLED = Set.of(ErrorCode.STATE_CONFLICT, ErrorCode.GONE);

    private final History history;
    private final World world;
    private final String key;

    Client(History history, String key) {
        this.history = history;
        this.world = history.world();
        this.key = key;
    }

    void begin() {
        world.after(world.upTo(Duration.ofSeconds(60)), null, () -> insist(this::accept));
    }

    private void accept(Gateway gateway) {
        String id = gateway.accept(key);
        history.checks().accepted(key, id);
        world.note(key + " is " + id);
        history.accepted();
        sometimes(0.3, () -> insist(again -> history.checks().accepted(key, again.accept(key))));
        sometimes(0.3, () -> insist(other -> other.ledger().cancel(Tenant.MAIN, JobKind.GENERATION, id, "cancel")));
        sometimes(0.3, () -> insist(other -> other.ledger().delete(Tenant.MAIN, JobKind.GENERATION, id, "delete")));
    }

    private void sometimes(double probability, Runnable action) {
        if (world.chance(probability)) {
            world.after(world.upTo(Duration.ofSeconds(90)), null, action);
        }
    }

    /** Tries until it is answered: a gateway that dies, or whose database is away, is asked again, or another. */
    private void insist(Consumer<Gateway> request) {
        Gateway gateway = history.anyGateway();
        if (gateway == null || !answered(gateway, request)) {
            world.after(world.upTo(Duration.ofSeconds(2)), null, () -> insist(request));
        }
    }

    private boolean answered(Gateway gateway, Consumer<Gateway> request) {
        try {
            request.accept(gateway);
            return true;
        } catch (Machine.Died died) {
            return false;
        } catch (RuntimeException e) {
            LikenessException failure = Failures.classify(e);
            if (failure.retriable()) {
                return false;
            }
            if (SETTLED.contains(failure.code())) {
                return true;
            }
            throw history.checks().broken(e);
        }
    }
}
