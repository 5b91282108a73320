package io.likeness.contracts.model;

import io.likeness.contracts.Require;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An alias of a model's versions. A change names the revision that it was made of, so that of two at once one is refused.
 *
 * @param alias an {@link AliasName}
 * @param revision 0 before it ever named a version
 * @param version that it names, absent if it names none
 * @param changes how it came to that, the newest first; of many the last hundred
 */
public record ModelAlias(
        String modelName,
        String alias,
        long revision,
        @Nullable Integer version,
        List<AliasChange> changes) {
    public ModelAlias {
        Require.name("modelName", modelName);
        Require.name("alias", alias);
        Require.between("revision", revision, 0, Long.MAX_VALUE);
        changes = List.copyOf(Require.present("changes", changes));
    }

    /** The alias that changes, the newest first, have come to. */
    public static ModelAlias of(ModelName model, AliasName alias, List<AliasChange> changes) {
        Optional<AliasChange> newest = changes.stream().findFirst();
        return new ModelAlias(
                model.value(),
                alias.value(),
                newest.map(AliasChange::revision).orElse(0L),
                newest.map(AliasChange::version).orElse(null),
                changes);
    }

    /** Whether the newest change is the one that is asked for: it may be asked for again. */
    public boolean made(ChangeAlias request, String by) {
        return changes.stream()
                .findFirst()
                .filter(newest -> Objects.equals(newest.version(), request.version())
                        && newest.by().equals(by)
                        && newest.reason().equals(request.reason()))
                .isPresent();
    }
}
