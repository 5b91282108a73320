package io.likeness.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.GateDecided;
import io.likeness.contracts.model.ModelEvent;
import io.likeness.contracts.model.ModelPromoted;
import io.likeness.contracts.model.ModelRegistered;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.RolloutChanged;
import io.likeness.contracts.model.VersionDeleted;
import io.likeness.gateway.access.Tenant;
import io.likeness.gateway.dataset.Dataset;
import io.likeness.gateway.generation.Generation;
import io.likeness.gateway.ledger.EndListener;
import io.likeness.gateway.ledger.Job;
import io.likeness.gateway.ledger.JobKind;
import io.likeness.gateway.ledger.JobStatus;
import io.likeness.gateway.model.ModelListener;
import io.likeness.gateway.model.ModelOwners;
import io.likeness.gateway.training.Training;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what webhooks are told, each of what its tenant has, within the transaction in which it happened; nothing where none is told of it. An event's id follows from what happened, so that what is heard twice is told
 * once. Stateless.
 */
@Singleton
public class WebhookEvents implements EndListener, ModelListener {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookEvents.class);

    @Override
    public void ended(Handle transaction, Tenant tenant, JobKind kind, String id, JobStatus end, Supplier<Job> ended) {
        EventType type = EventType.of(kind, end);
        List<String> told = WebhookTable.toldOf(transaction, tenant, type);
        if (!told.isEmpty()) {
            Job job = ended.get();
            Instant at =
                    job.times().endedAt() == null ? Instant.now() : job.times().endedAt();
            write(transaction, told, type, id, new Told(type, at, view(job)));
        }
    }

    @Override
    public void happened(Handle transaction, ModelEvent event, Instant at) {
        switch (event) {
            case ModelRegistered registered -> {
                ModelVersion version = registered.version();
                tell(
                        transaction,
                        version.name(),
                        EventType.MODEL_REGISTERED,
                        key(version),
                        at,
                        VersionNews.of(version, null));
            }
            case ModelPromoted promoted -> {
                ModelVersion version = promoted.version();
                tell(
                        transaction,
                        version.name(),
                        EventType.MODEL_PROMOTED,
                        key(version) + "/" + at,
                        at,
                        VersionNews.of(version, promoted.previousVersion()));
            }
            case RolloutChanged changed ->
                tell(
                        transaction,
                        changed.modelName(),
                        EventType.ROLLOUT_CHANGED,
                        changed.rolloutId() + "/" + changed.revision(),
                        at,
                        RolloutNews.of(changed));
            case GateDecided decided -> {
                // What follows from the decision is told by ModelPromoted.
            }
            case VersionDeleted deleted -> {
                // Whoever deletes a version knows.
            }
        }
    }

    /** The test of a webhook, told to it alone. */
    static Told test(String webhookId, Instant at) {
        return new Told(
                EventType.TEST, at, Map.of("id", webhookId, "links", Map.of("self", "/v1/webhooks/" + webhookId)));
    }

    static String eventId(String key) {
        return "msg_" + UUID.nameUUIDFromBytes(key.getBytes(UTF_8));
    }

    /** Models are heard of by events, which may be replayed: a webhook is not told of what was long before it. */
    private static void tell(Handle transaction, String model, EventType type, String key, Instant at, Object data) {
        List<String> told = WebhookTable.toldOfSince(transaction, ModelOwners.of(transaction, model), type, at);
        if (!told.isEmpty()) {
            write(transaction, told, type, key, new Told(type, at, data));
        }
    }

    private static void write(Handle transaction, List<String> told, EventType type, String key, Told event) {
        String eventId = eventId(type.word() + "/" + key);
        byte[] body = Json.encode(event);
        told.forEach(webhook -> DeliveryTable.insert(transaction, webhook, eventId, type, body));
        Deliveries.announce(transaction);
    }

    /** As GET answers. A job that can no longer be shown ends all the same, and is told of by its id. */
    private static Object view(Job job) {
        try {
            return switch (job.kind()) {
                case DATASET -> Dataset.of(job);
                case TRAINING -> Training.of(job, null);
                case GENERATION -> Generation.of(job);
            };
        } catch (LikenessException e) {
            LOG.error("job told of by its id alone kind={} id={}", job.kind().word(), job.id(), e);
            String self = "/v1/" + job.kind().word() + "s/" + job.id();
            return Map.of("id", job.id(), "links", Map.of("self", self));
        }
    }

    private static String key(ModelVersion version) {
        return version.name() + "/" + version.version();
    }

    /** The body of a delivery (Standard Webhooks 1.0.0, "Payload structure"). */
    @JsonPropertyOrder({"type", "timestamp", "data"})
    record Told(EventType type, Instant timestamp, Object data) {}

    /**
     * A version, as GET answers without what only the registry knows.
     *
     * @param previousVersion what served before, absent where nothing did
     */
    record VersionNews(
            @JsonUnwrapped ModelVersion version, @Nullable Integer previousVersion, Links links) {
        static VersionNews of(ModelVersion version, @Nullable Integer previousVersion) {
            String self = "/v1/models/%s/versions/%d".formatted(version.name(), version.version());
            return new VersionNews(version, previousVersion, new Links(self));
        }
    }

    /** How far a rollout is. */
    record RolloutNews(@JsonUnwrapped RolloutChanged rollout, Links links) {
        static RolloutNews of(RolloutChanged changed) {
            return new RolloutNews(changed, new Links("/v1/rollouts/" + changed.rolloutId()));
        }
    }

    /** Where to look next. */
    record Links(String self) {}
}
