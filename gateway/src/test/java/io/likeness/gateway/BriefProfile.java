package io.likeness.gateway;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Times that a test can wait for, and one place for uploads. */
public final class BriefProfile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "likeness.ledger.reap-interval", "200ms",
                "likeness.ledger.grace", "0s",
                "likeness.ledger.poll", "1m",
                "likeness.upload.most-concurrent", "1",
                "likeness.upload.window", "1s",
                "likeness.upload.least-bytes-per-second", "4K");
    }
}
