package io.likeness.registry.rollout;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.model.ChangeServing;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.RolloutChanged;
import io.likeness.contracts.model.RolloutState;
import io.likeness.contracts.model.ServingCause;
import io.likeness.contracts.model.ServingPlan;
import io.likeness.contracts.model.VersionRef;
import io.likeness.contracts.rollout.ChangeRollout;
import io.likeness.contracts.rollout.GeneratorReport;
import io.likeness.contracts.rollout.Rollout;
import io.likeness.contracts.rollout.Rollout.Participant;
import io.likeness.contracts.rollout.RolloutReport;
import io.likeness.platform.events.Outbox;
import io.likeness.platform.web.Failures;
import io.likeness.registry.catalogue.ModelVersions;
import io.likeness.registry.rollout.RolloutRow.Move;
import io.likeness.registry.rollout.RolloutTable.Reported;
import io.likeness.registry.serving.ServingPlans;
import io.likeness.registry.serving.ServingPlans.Motive;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins rollouts, hears what generators report of them, and takes each where that leads. Safe for threads and for any number of instances. */
@ApplicationScoped
public class Rollouts {
    private static final Logger LOG = LoggerFactory.getLogger(Rollouts.class);
    private static final int MOST_LISTED = 50;

    private final Jdbi jdbi;
    private final ModelVersions versions;
    private final ServingPlans plans;
    private final Outbox outbox;
    private final Duration deadline;
    private final Duration silence;
    private final Clock clock = Clock.systemUTC();

    Rollouts(Jdbi jdbi, ModelVersions versions, ServingPlans plans, Outbox outbox, RolloutConfiguration configuration) {
        this.jdbi = jdbi;
        this.versions = versions;
        this.plans = plans;
        this.outbox = outbox;
        this.deadline = configuration.deadline();
        this.silence = configuration.silence();
        Require.between(
                "likeness.registry.rollout.deadline (s)",
                deadline.toSeconds(),
                10,
                Duration.ofDays(30).toSeconds());
        Require.between("likeness.registry.rollout.silence (s)", silence.toSeconds(), 1, 3_600);
    }

    /**
     * A version that passed the gate begins to come to serve, in place of one that does already. In a locked model.
     *
     * @param expected means over pairs of pictures that the gate has measured, by metric
     */
    public void begin(
            Handle transaction,
            ModelVersion candidate,
            int champion,
            Map<String, Double> expected,
            String correlationId,
            Instant now) {
        ModelName name = new ModelName(candidate.name());
        RolloutTable.findOpen(transaction, name)
                .ifPresent(open -> move(
                        transaction,
                        open,
                        new Move(
                                RolloutState.SUPERSEDED,
                                0,
                                "version %d, which is newer, is rolled out".formatted(candidate.version())),
                        null,
                        now));
        RolloutRow row = new RolloutRow(
                UUID.randomUUID().toString(),
                candidate.name(),
                1,
                candidate.version(),
                champion,
                RolloutState.WARMING,
                0,
                "passed the gate",
                null,
                0,
                expected,
                correlationId,
                now,
                now.plus(deadline),
                null);
        RolloutTable.add(transaction, row);
        announce(transaction, row, candidate);
    }

    /** The number of a newer version that is being rolled out. In a locked model. */
    public Optional<Integer> newer(Handle transaction, ModelVersion version) {
        return RolloutTable.findOpen(transaction, new ModelName(version.name()))
                .map(RolloutRow::candidate)
                .filter(candidate -> candidate > version.version());
    }

    /** What a generator says; the answer is what is open then. */
    List<Rollout> reported(String generatorId, GeneratorReport report) {
        Instant now = now();
        jdbi.useTransaction(transaction -> {
            RolloutTable.seen(transaction, generatorId, now);
            report.rollouts().forEach(one -> RolloutTable.report(transaction, generatorId, one, now));
        });
        advance();
        return jdbi.inTransaction(transaction -> RolloutTable.open(transaction).stream()
                .flatMap(row -> shown(transaction, row).stream())
                .toList());
    }

    /** Takes every open rollout where it leads. To be called again and again. */
    void advance() {
        for (RolloutRow open : jdbi.withHandle(RolloutTable::open)) {
            tryToAdvance(open);
        }
    }

    /** One that cannot be advanced holds up no other. */
    private void tryToAdvance(RolloutRow open) {
        try {
            jdbi.useTransaction(transaction -> advance(transaction, open.id()));
        } catch (RuntimeException e) {
            if (Failures.classify(e).retriable()) {
                throw e;
            }
            LOG.error("rollout not advanced id={}", open.id(), e);
        }
    }

    /** What has not been heard of for long is forgotten. */
    void forget() {
        jdbi.useHandle(handle -> RolloutTable.forget(handle, now(), Duration.ofDays(1)));
    }

    private void advance(Handle transaction, String id) {
        locked(transaction, id).ifPresent(row -> advance(transaction, row, now()));
    }

    private void advance(Handle transaction, RolloutRow row, Instant now) {
        Course.next(row, observed(transaction, row, now)).ifPresent(move -> move(transaction, row, move, null, now));
    }

    /** @throws LikenessException {@code MODEL_NOT_FOUND} */
    Rollout require(String id) {
        return jdbi.inTransaction(transaction -> RolloutTable.find(transaction, id)
                .flatMap(row -> shown(transaction, row))
                .orElseThrow(() -> absent(id)));
    }

    /** The newest first. */
    List<Rollout> of(ModelName name) {
        return jdbi.inTransaction(transaction -> RolloutTable.of(transaction, name, MOST_LISTED).stream()
                .flatMap(row -> shown(transaction, row).stream())
                .toList());
    }

    /**
     * Does what somebody wants of a rollout; the same wish again changes nothing more.
     *
     * @throws LikenessException {@code MODEL_NOT_FOUND}, or {@code STATE_CONFLICT} for one that has ended or is at another revision, or stands there already
     */
    Rollout change(String id, ChangeRollout request) {
        return jdbi.inTransaction(transaction -> {
            // Nobody decides over what something else has ended.
            advance(transaction, locked(transaction, id).orElseThrow(() -> absent(id)), now());
            RolloutRow row = RolloutTable.find(transaction, id).orElseThrow(() -> absent(id));
            if (done(row, request)) {
                return shown(transaction, row).orElseThrow(() -> absent(id));
            }
            Require.newest(row.revision(), request.revision());
            if (row.state().ended()) {
                throw conflict("rollout: expected one that is open, found it ended: " + row.reason());
            }
            Instant now = now();
            String by = Optional.ofNullable(request.by()).orElse(ChangeServing.UNNAMED);
            move(transaction, row, wished(row, request, now), by, now);
            return shown(transaction, RolloutTable.find(transaction, id).orElseThrow())
                    .orElseThrow(() -> absent(id));
        });
    }

    private static boolean done(RolloutRow row, ChangeRollout request) {
        boolean there = switch (request.wish()) {
            case PAUSE -> row.state() == RolloutState.PAUSED;
            case RESUME -> row.state() == RolloutState.WARMING || row.state() == RolloutState.WAITING_FOR_EVIDENCE;
            case PROMOTE -> row.state() == RolloutState.LIVE;
            case ROLLBACK -> row.state() == RolloutState.ROLLED_BACK;
        };
        return there
                && row.reason().equals(request.reason())
                && Optional.ofNullable(request.by())
                        .orElse(ChangeServing.UNNAMED)
                        .equals(row.by());
    }

    private Move wished(RolloutRow row, ChangeRollout request, Instant now) {
        boolean paused = row.state() == RolloutState.PAUSED;
        return switch (request.wish()) {
            case PAUSE -> {
                requireState(!paused, "one that goes on", row);
                yield new Move(RolloutState.PAUSED, row.share(), request.reason());
            }
            case RESUME -> {
                requireState(paused, "one that is paused", row);
                yield new Move(
                        row.share() == 0 ? RolloutState.WARMING : RolloutState.WAITING_FOR_EVIDENCE,
                        row.share(),
                        request.reason(),
                        null,
                        now.plus(deadline));
            }
            case PROMOTE -> new Move(RolloutState.LIVE, RolloutChanged.WHOLE, request.reason());
            case ROLLBACK -> new Move(RolloutState.ROLLED_BACK, 0, request.reason());
        };
    }

    private static void requireState(boolean fits, String expected, RolloutRow row) {
        if (!fits) {
            throw conflict("rollout: expected %s, found it %s".formatted(expected, row.state()));
        }
    }

    private void move(Handle transaction, RolloutRow row, Move move, @Nullable String by, Instant now) {
        RolloutRow moved = row.after(move, by, now);
        RolloutTable.change(transaction, moved, now);
        LOG.info(
                "rollout changed model={} candidate={} state={} share={} reason={}",
                row.modelName(),
                row.candidate(),
                moved.state(),
                moved.share(),
                moved.reason());
        versions.find(transaction, VersionRef.of(row.modelName(), row.candidate()))
                .ifPresent(candidate -> {
                    announce(transaction, moved, candidate);
                    if (moved.state() == RolloutState.LIVE) {
                        serve(transaction, moved, candidate, now);
                    }
                });
    }

    private void serve(Handle transaction, RolloutRow live, ModelVersion candidate, Instant now) {
        ServingPlan plan = plans.plan(transaction, new ModelName(live.modelName()));
        if (plan.stable() != null && plan.stable() == live.candidate()) {
            return;
        }
        String by = live.by();
        Motive motive = by == null
                ? Motive.own(ServingCause.GATE, ChangeServing.GATE, live.reason(), live.correlationId())
                : new Motive(live.id(), ServingCause.PROMOTION, by, live.reason(), live.correlationId());
        plans.serve(transaction, plan, candidate, motive, now);
    }

    private void announce(Handle transaction, RolloutRow row, ModelVersion candidate) {
        outbox.add(
                transaction,
                new RolloutChanged(
                        row.modelName(),
                        row.id(),
                        row.revision(),
                        candidate,
                        row.champion(),
                        row.share(),
                        row.state(),
                        row.reason()),
                row.correlationId());
    }

    /** The row, under the lock of its model. */
    private Optional<RolloutRow> locked(Handle transaction, String id) {
        return RolloutTable.find(transaction, id).flatMap(row -> {
            versions.lock(transaction, new ModelName(row.modelName()));
            return RolloutTable.find(transaction, id);
        });
    }

    private Observed observed(Handle transaction, RolloutRow row, Instant now) {
        Map<String, RolloutReport> reports = new LinkedHashMap<>();
        RolloutTable.reports(transaction, row.id())
                .forEach((generator, reported) -> reports.put(generator, reported.report()));
        return new Observed(
                plans.plan(transaction, new ModelName(row.modelName())).stable(),
                versions.find(transaction, VersionRef.of(row.modelName(), row.candidate()))
                        .isPresent(),
                RolloutTable.live(transaction, now.minus(silence)),
                reports,
                Evidence.of(reports.values(), row.expected()),
                now.isAfter(row.deadline()));
    }

    /** Empty for one whose candidate was deleted. */
    private Optional<Rollout> shown(Handle transaction, RolloutRow row) {
        Map<String, Reported> reports = RolloutTable.reports(transaction, row.id());
        return versions.find(transaction, VersionRef.of(row.modelName(), row.candidate()))
                .map(candidate -> new Rollout(
                        row.id(),
                        row.modelName(),
                        row.revision(),
                        candidate,
                        row.champion(),
                        row.state(),
                        row.share(),
                        row.reason(),
                        row.by(),
                        row.startedAt(),
                        row.deadline(),
                        row.endedAt(),
                        RolloutTable.changes(transaction, row.id()),
                        Evidence.of(
                                reports.values().stream().map(Reported::report).toList(), row.expected()),
                        participants(reports)));
    }

    private static List<Participant> participants(Map<String, Reported> reports) {
        return reports.entrySet().stream()
                .map(reported -> new Participant(
                        reported.getKey(),
                        reported.getValue().report().warm(),
                        reported.getValue().report().drawn(),
                        reported.getValue().report().failed(),
                        reported.getValue().at()))
                .toList();
    }

    /** PostgreSQL keeps microseconds; the answer and the events say what later reads say. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static LikenessException absent(String id) {
        return new LikenessException(ErrorCode.MODEL_NOT_FOUND, "rollout: expected one that is known, found " + id);
    }

    private static LikenessException conflict(String message) {
        return new LikenessException(ErrorCode.STATE_CONFLICT, message);
    }
}
