package io.likeness.generator.serving;

import io.likeness.contracts.ErrorCode;
import io.likeness.contracts.LikenessException;
import io.likeness.contracts.generation.GenerateFaces;
import io.likeness.contracts.model.ModelName;
import io.likeness.contracts.model.ModelVersion;
import io.likeness.generator.serving.ModelLookup.Lent;
import io.likeness.registry.client.RegistryClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lends the version that is to do a command's work: the one that the request named, or that the gateway has chosen, which is the same in each attempt. A chosen
 * one that was taken back since, or that cannot be loaded, is not what anybody wants: the champion takes its place. Safe for threads.
 */
@ApplicationScoped
public class ChosenVersions {
    private final ModelShelf shelf;
    private final RegistryClient registry;
    private final RolloutParticipation rollouts;

    ChosenVersions(ModelShelf shelf, RegistryClient registry, RolloutParticipation rollouts) {
        this.shelf = shelf;
        this.registry = registry;
        this.rollouts = rollouts;
    }

    /** Throws as {@link ModelShelf#borrow} does. */
    public ModelLookup borrow(GenerateFaces command) {
        String name = command.modelName();
        Integer version = command.version();
        if (version == null || !command.replaceable()) {
            return shelf.borrow(name, version);
        }
        Optional<Integer> champion = champion(name);
        if (champion.filter(version::equals).isPresent() || isTakenBack(command, version, champion.orElse(null))) {
            return shelf.borrow(name, null);
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

    /**
     * A candidate draws while it is rolled out, and what was champion while nothing before it is champion again.
     *
     * @param champion absent where nobody can say what serves
     */
    private boolean isTakenBack(GenerateFaces command, int version, @Nullable Integer champion) {
        if (rollouts.rollsOut(command.modelName(), version)) {
            return false;
        }
        return command.rollout() != null || (champion != null && champion < version);
    }

    private Optional<Integer> champion(String name) {
        Optional<ModelVersion> known = shelf.findKnownChampion(name);
        if (known.isPresent()) {
            return known.map(ModelVersion::version);
        }
        try {
            return registry.findChampion(new ModelName(name)).map(ModelVersion::version);
        } catch (LikenessException e) {
            if (e.code() == ErrorCode.REGISTRY_UNAVAILABLE) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
