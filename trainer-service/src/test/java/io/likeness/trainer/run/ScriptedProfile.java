package io.likeness.trainer.run;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/** The service with a scripted engine and little time for suspension. */
public final class ScriptedProfile implements QuarkusTestProfile {

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(ScriptedEngine.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("likeness.trainer.suspension", "5s");
    }
}
