package io.likeness.registry.naming;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.Require;
import io.likeness.contracts.model.AliasName;
import io.likeness.contracts.model.ChangeAlias;
import io.likeness.contracts.model.ChangeServing;
import io.likeness.contracts.model.ModelAlias;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.VersionRef;
import io.likeness.registry.catalogue.ModelVersions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names that people give to versions. Safe for threads and for any number of instances. */
@ApplicationScoped
public class Aliases {
    private static final Logger LOG = LoggerFactory.getLogger(Aliases.class);
    /** That name a version at a time, of one model. */
    private static final int MOST_ALIASES = 100;

    private final Jdbi jdbi;
    private final ModelVersions versions;
    private final Clock clock = Clock.systemUTC();

    public Aliases(Jdbi jdbi, ModelVersions versions) {
        this.jdbi = jdbi;
        this.versions = versions;
    }

    /** @throws LikenessException {@code MODEL_NOT_FOUND} for a model or an alias that never was */
    ModelAlias require(ModelName model, AliasName name) {
        return jdbi.inTransaction(transaction -> {
            versions.requireModel(transaction, model);
            return known(transaction, AliasTable.find(transaction, model, name));
        });
    }

    /**
     * Has an alias name another version, or none; what it names already changes nothing.
     *
     * @throws LikenessException {@code MODEL_NOT_FOUND} for a model or a version that never was, or an alias that is to be removed and never was, {@code GONE}
     *     for a version that was deleted, or {@code STATE_CONFLICT} for another revision and for one alias too many
     */
    ModelAlias change(ModelName model, AliasName name, ChangeAlias request) {
        return jdbi.inTransaction(transaction -> {
            versions.requireLock(transaction, model);
            ModelAlias before = AliasTable.find(transaction, model, name);
            String by = Optional.ofNullable(request.by()).orElse(ChangeServing.UNNAMED);
            if (before.made(request, by)) {
                return before;
            }
            Require.newest(before.revision(), request.revision());
            Integer version = request.version();
            if (version == null) {
                known(transaction, before);
            } else {
                versions.require(transaction, new VersionRef(model, version));
            }
            if (Objects.equals(version, before.version())) {
                return before;
            }
            if (before.version() == null) {
                requireRoom(AliasTable.names(transaction, model), model);
            }
            AliasTable.write(transaction, before, version, by, request.reason(), now());
            LOG.info(
                    "alias changed model={} alias={} version={} before={} by={}",
                    model,
                    name,
                    version,
                    before.version(),
                    by);
            return AliasTable.find(transaction, model, name);
        });
    }

    /** No alias names a version of a locked model any more, which is about to be deleted. */
    public void release(Handle transaction, ModelVersion version, Instant now) {
        for (AliasName name : AliasTable.names(transaction, version)) {
            AliasTable.write(
                    transaction,
                    AliasTable.find(transaction, new ModelName(version.name()), name),
                    null,
                    ChangeServing.REGISTRY,
                    "version %d was deleted".formatted(version.version()),
                    now);
        }
    }

    private static ModelAlias known(Handle handle, ModelAlias alias) {
        if (alias.revision() == 0) {
            throw new LikenessException(
                    ErrorCode.MODEL_NOT_FOUND,
                    "alias: expected one of %s, found '%s'"
                            .formatted(AliasTable.names(handle, new ModelName(alias.modelName())), alias.alias()));
        }
        return alias;
    }

    private static void requireRoom(List<String> names, ModelName model) {
        if (names.size() >= MOST_ALIASES) {
            throw new LikenessException(
                    ErrorCode.STATE_CONFLICT,
                    "alias: expected at most %d that name versions of %s, found them".formatted(MOST_ALIASES, model));
        }
    }

    private Instant now() {
        // PostgreSQL keeps microseconds; the answer says what later reads say.
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
