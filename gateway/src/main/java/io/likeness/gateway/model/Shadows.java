package io.likeness.gateway.model;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.VersionRef;
import io.likeness.gateway.access.Tenant;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Keeps which versions draw copies of requests. Safe for threads. */
@Singleton
public class Shadows {
    private final Jdbi jdbi;
    private final Models models;

    public Shadows(Jdbi jdbi, Models models) {
        this.jdbi = jdbi;
        this.models = models;
    }

    /** @throws LikenessException {@code MODEL_NOT_FOUND}, or {@code GONE} for a version that was deleted */
    Shadow put(Tenant tenant, ModelName name, ShadowRequest request) {
        Shadow shadow = request.shadow(name.value(), Instant.now());
        models.requireVersion(tenant, new VersionRef(name, shadow.version()));
        jdbi.useHandle(handle -> ShadowTable.put(handle, shadow));
        return shadow;
    }

    /** @throws LikenessException {@code NOT_FOUND} where there is none, or not any more */
    Shadow require(Tenant tenant, ModelName name) {
        return jdbi.withHandle(handle -> ModelOwners.has(handle, tenant, name.value())
                        ? ShadowTable.find(handle, name.value())
                        : Optional.<Shadow>empty())
                .orElseThrow(() -> new LikenessException(
                        ErrorCode.NOT_FOUND,
                        "model: expected one of which a version draws copies, found '" + name.value() + "'"));
    }

    void delete(Tenant tenant, ModelName name) {
        jdbi.useHandle(handle -> {
            if (ModelOwners.has(handle, tenant, name.value())) {
                ShadowTable.delete(handle, name.value());
            }
        });
    }
}
