package io.likeness.standalone.supervisor;

import java.nio.file.Path;
import java.util.Map;

/** Whom the gateway lets in. */
enum Access {
    /** Whoever is on this machine, as the operator. */
    WITHOUT_KEY("loopback"),
    /** Whoever has a key. */
    WITH_KEY("refused");

    private final String withoutKey;

    Access(String withoutKey) {
        this.withoutKey = withoutKey;
    }

    Map<String, String> environment(OperatorKey key) {
        return Map.of("LIKENESS_ACCESS_WITHOUT_KEY", withoutKey, "LIKENESS_ACCESS_FIRST_KEY", key.text());
    }

    /** What whoever starts the system should know. */
    String told(Path dataFolder) {
        return switch (this) {
            case WITHOUT_KEY ->
                "Everybody on this machine is the operator and needs no key; 'up --keys' asks everybody for one.";
            case WITH_KEY -> "Everybody needs a key; the operator's is in " + OperatorKey.file(dataFolder) + ".";
        };
    }
}
