package io.likeness.trainer.publication;

import static java.util.stream.Collectors.toSet;

import io.likeness.contracts.model.ModelVersion;
import io.likeness.contracts.model.RegisterVersion;
import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.OwnedObjects;
import io.likeness.registry.client.RegistryClient;
import io.likeness.trainer.intake.TrainingTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A model's files are owned by their training: all of them while it has not ended, those that were pinned afterwards. Of a training that is
 * not known any more they are owned by the version that the registry has of it. Safe for threads.
 */
@ApplicationScoped
public class OwnedModels implements OwnedObjects {
    private final TrainingTable trainings;
    private final RegistryClient registry;

    public OwnedModels(TrainingTable trainings, RegistryClient registry) {
        this.trainings = trainings;
        this.registry = registry;
    }

    @Override
    public Bucket bucket() {
        return Bucket.MODELS;
    }

    @Override
    public Set<String> owned(Set<String> keys) {
        Set<String> folders = new HashSet<>();
        keys.stream()
                .map(key -> key.split("/", 2)[0])
                .distinct()
                .forEach(training -> folder(training).ifPresent(folders::add));
        return keys.stream()
                .filter(key -> folders.stream().anyMatch(key::startsWith))
                .collect(toSet());
    }

    /** What the keys that are owned begin with. Whether the training is open is asked first: one that ends in between is pinned by then. */
    private Optional<String> folder(String training) {
        if (trainings.open(training)) {
            return Optional.of(training + "/");
        }
        return trainings
                .findPinned(training)
                .map(RegisterVersion::manifest)
                .or(() -> registry.findRegistration(training).map(ModelVersion::manifest))
                .map(manifest -> manifest.key().substring(0, manifest.key().lastIndexOf('/') + 1));
    }
}
