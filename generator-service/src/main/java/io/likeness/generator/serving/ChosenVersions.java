package io.likeness.generator.serving;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.generator.decoding.ModelLease;
import io.likeness.generator.serving.ModelLookup.Lent;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Lends the version that the gateway has chosen for a request, which is the same in each attempt. One that was taken back since, or that cannot be
 * loaded, is not what anybody wants: the champion takes its place. Safe for threads.
 */
@ApplicationScoped
public class ChosenVersions {
    private final ModelShelf shelf;
    private final RolloutParticipation rollouts;

    ChosenVersions(ModelShelf shelf, RolloutParticipation rollouts) {
        this.shelf = shelf;
        this.rollouts = rollouts;
    }

    /** Throws as {@link ModelShelf#borrow} does. */
    public ModelLookup borrow(String name, int version) {
        Optional<ModelLease> champion = champion(name);
        if (champion.isPresent()) {
            ModelLease lease = champion.orElseThrow();
            int serves = lease.version().version();
            boolean takenBack = serves < version && !rollouts.rollsOut(name, version);
            if (serves == version || takenBack) {
                return new Lent(lease);
            }
            lease.close();
        }
        try {
            ModelLookup chosen = shelf.borrow(name, version);
            return chosen instanceof Lent ? chosen : shelf.borrow(name, null);
        } catch (LikenessException e) {
            if (Retraction.speaksOfTheVersion(e) || e.code() == ErrorCode.GONE) {
                return shelf.borrow(name, null);
            }
            throw e;
        }
    }

    /** Empty where nothing serves, or nobody can say what does. */
    private Optional<ModelLease> champion(String name) {
        try {
            return shelf.borrow(name, null) instanceof Lent(ModelLease lease) ? Optional.of(lease) : Optional.empty();
        } catch (LikenessException e) {
            if (e.code() == ErrorCode.REGISTRY_UNAVAILABLE || Retraction.speaksOfTheVersion(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
