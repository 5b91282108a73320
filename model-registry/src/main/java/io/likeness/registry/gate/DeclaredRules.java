package io.likeness.registry.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.likeness.contracts.Json;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.model.ChangeGate;
import io.likeness.contracts.model.ChangeServing;
import io.likeness.contracts.model.GateMetric;
import io.likeness.contracts.model.GateRule;
import io.likeness.contracts.model.GateRules;
import io.likeness.contracts.model.ModelName;
import io.likeness.registry.catalogue.ModelVersions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The rules of each model: those of every model until somebody declares others. Safe for threads and for any number of instances. */
@ApplicationScoped
class DeclaredRules {

    private final Jdbi jdbi;
    private final ModelVersions versions;
    private final Clock clock = Clock.systemUTC();

    DeclaredRules(Jdbi jdbi, ModelVersions versions) {
        this.jdbi = jdbi;
        this.versions = versions;
    }

    /** @throws LikenessException {@code MODEL_NOT_FOUND} for a model that never was */
    GateRules require(ModelName name) {
        return jdbi.withHandle(handle -> {
            versions.requireModel(handle, name);
            return find(handle, name);
        });
    }

    /** Those that count now. */
    GateRules find(Handle handle, ModelName name) {
        return handle.createQuery("SELECT revision, rules, declared_by, reason, declared_at FROM gate_rules"
                        + " WHERE model_name = :name ORDER BY revision DESC LIMIT 1")
                .bind("name", name.value())
                .map((row, context) -> new GateRules(
                        name.value(),
                        row.getLong("revision"),
                        known(Json.tree(row.getString("rules").getBytes(UTF_8))),
                        row.getString("declared_by"),
                        row.getString("reason"),
                        row.getObject("declared_at", OffsetDateTime.class).toInstant()))
                .findOne()
                .orElseGet(() -> GateRules.standard(name.value()));
    }

    /**
     * Declares others; what was decided before stays. The same declaration again changes nothing more.
     *
     * @throws LikenessException {@code MODEL_NOT_FOUND}, or {@code STATE_CONFLICT} for another revision
     */
    GateRules change(ModelName name, ChangeGate request) {
        return jdbi.inTransaction(transaction -> {
            versions.requireLock(transaction, name);
            GateRules before = find(transaction, name);
            String by = Optional.ofNullable(request.by()).orElse(ChangeServing.UNNAMED);
            if (before.rules().equals(request.rules())
                    && by.equals(before.by())
                    && request.reason().equals(before.reason())) {
                return before;
            }
            Require.newest(before.revision(), request.revision());
            transaction
                    .createUpdate(
                            "INSERT INTO gate_rules (model_name, revision, rules, declared_by, reason, declared_at)"
                                    + " VALUES (:name, :revision, CAST(:rules AS jsonb), :by, :reason, :now)")
                    .bind("name", name.value())
                    .bind("revision", before.revision() + 1)
                    .bind("rules", new String(Json.encode(request.rules()), UTF_8))
                    .bind("by", by)
                    .bind("reason", request.reason())
                    .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .execute();
            return find(transaction, name);
        });
    }

    /** Those about metrics that this registry knows: another one may have known others. */
    private static List<GateRule> known(JsonNode rules) {
        Set<String> metrics = Arrays.stream(GateMetric.values())
                .filter(metric -> metric != GateMetric.UNKNOWN)
                .map(GateMetric::wireName)
                .collect(Collectors.toSet());
        return rules.valueStream()
                .filter(rule -> metrics.contains(rule.path("metric").asText()))
                .map(rule -> Json.decode(Json.encode(rule), GateRule.class))
                .toList();
    }
}
