package io.likeness.gateway.model;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.gateway.access.Tenant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Whose models are, by their names, which are unique on a system. A name is whose who has first had it trained or given a policy, for good, also where nothing came
 * of it; one that nobody has asked for here is the operator's. Stateless.
 */
public final class ModelOwners {
    /** Whose the model of a row {@code known} is, in SQL. */
    static final String OWNER = "coalesce((SELECT owner.tenant FROM model_owner owner WHERE owner.name = known.name), '"
            + Tenant.MAIN.name() + "')";

    private ModelOwners() {}

    /**
     * Makes a name the tenant's, if it is nobody's; two that claim it at once are told apart by its row.
     *
     * @param field that carried the name
     * @throws LikenessException {@code STATE_CONFLICT} where it is another's
     */
    public static void claim(Handle transaction, Tenant tenant, String field, String name) {
        boolean ours = find(transaction, name)
                .map(tenant::equals)
                .orElseGet(() -> add(transaction, tenant, name) || has(transaction, tenant, name));
        if (!ours) {
            throw new LikenessException(
                    ErrorCode.STATE_CONFLICT,
                    "%s: expected the name of a model of yours, or one that is free, found '%s', which is taken"
                            .formatted(field, name));
        }
    }

    /** Whose a model is. */
    public static Tenant of(Handle handle, String name) {
        return find(handle, name).orElse(Tenant.MAIN);
    }

    /** Of a model that is heard of: the operator's, if it is nobody's. */
    static void learn(Handle transaction, String name) {
        add(transaction, Tenant.MAIN, name);
    }

    public static boolean has(Handle handle, Tenant tenant, String name) {
        return of(handle, name).equals(tenant);
    }

    /** Those of some models that somebody has asked for, with whose they are. */
    static Map<String, Tenant> among(Handle handle, Collection<String> names) {
        return handle.createQuery("SELECT name, tenant FROM model_owner WHERE name = ANY(:names)")
                .bindArray("names", String.class, names)
                .map((row, context) -> Map.entry(row.getString("name"), new Tenant(row.getString("tenant"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Optional<Tenant> find(Handle handle, String name) {
        return handle.createQuery("SELECT tenant FROM model_owner WHERE name = :name")
                .bind("name", name)
                .map((row, context) -> new Tenant(row.getString("tenant")))
                .findOne();
    }

    private static boolean add(Handle transaction, Tenant tenant, String name) {
        return transaction
                        .createUpdate("INSERT INTO model_owner (name, tenant) VALUES (:name, :tenant)"
                                + " ON CONFLICT DO NOTHING")
                        .bind("name", name)
                        .bind("tenant", tenant.name())
                        .execute()
                == 1;
    }
}
