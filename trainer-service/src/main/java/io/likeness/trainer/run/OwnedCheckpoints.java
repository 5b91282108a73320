package io.likeness.trainer.run;

import static java.util.stream.Collectors.toSet;

import io.likeness.platform.store.Bucket;
import io.likeness.platform.store.OwnedObjects;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Set;

/** Of what attempts have stored, that is owned which the training's row names: its newest checkpoint and film. Safe for threads. */
@ApplicationScoped
public class OwnedCheckpoints implements OwnedObjects {
    private final ProgressTable progress;

    OwnedCheckpoints(ProgressTable progress) {
        this.progress = progress;
    }

    @Override
    public Bucket bucket() {
        return Bucket.CHECKPOINTS;
    }

    @Override
    public Set<String> owned(Set<String> keys) {
        Set<String> owned = new HashSet<>(keys);
        owned.retainAll(progress.named(keys.stream().map(Attempt::training).collect(toSet())));
        return owned;
    }
}
