package io.likeness.gateway.model;

import io.likeness.contracts.Digests;
import io.likeness.contracts.Json;
import io.likeness.contracts.rollout.Rollout;
import io.likeness.contracts.rollout.Rollout.Participant;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.stream.State;
import io.likeness.gateway.stream.Watched;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Rollouts that can be followed. Evidence goes to the registry and not over Kafka, so the registry is asked again and again. Safe for threads.
 */
@Singleton
public class WatchedRollouts {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Models models;

    WatchedRollouts(Models models) {
        this.models = models;
    }

    Watched watch(Tenant tenant, String rolloutId) {
        return new Watched() {
            @Override
            public String name() {
                return Rollout.class.getSimpleName();
            }

            @Override
            public State look() {
                Rollout rollout = models.fetchRollout(tenant, rolloutId);
                return new State(id(rollout), rollout, rollout.state().ended());
            }

            @Override
            public AutoCloseable subscribe(Runnable news) {
                return () -> {};
            }

            @Override
            public Duration betweenLooks() {
                return BETWEEN_LOOKS;
            }
        };
    }

    /** The same for what says the same; when a generator said so is no news. */
    private static String id(Rollout rollout) {
        List<Participant> generators = rollout.generators().stream()
                .map(one -> new Participant(one.id(), one.warm(), one.drawn(), one.failed(), Instant.EPOCH))
                .toList();
        byte[] content = Json.encode(List.of(rollout.id(), rollout.revision(), rollout.findings(), generators));
        return Digests.sha256(content);
    }
}
