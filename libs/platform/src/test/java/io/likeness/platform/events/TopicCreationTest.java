package io.likeness.platform.events;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.likeness.contracts.event.Topic;
import io.likeness.testkit.TestPlatform;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class TopicCreationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LOST = Topic.DATASET_EVENT.deadLetterTopicName();

    private final TestPlatform platform = TestPlatform.shared();
    private final TopicCreation creation = new TopicCreation(platform.bootstrapServers());

    @Test
    void createsWhatIsMissingOnceTheBrokerComes() throws Exception {
        delete();
        platform.broker().kill();
        long start = System.nanoTime();
        try {
            creation.start(new StartupEvent());
            assertTrue(Duration.ofNanos(System.nanoTime() - start).compareTo(Duration.ofSeconds(8)) < 0);
        } finally {
            platform.broker().start();
        }
        try {
            Awaitility.await().atMost(PATIENCE).until(() -> topics().contains(LOST));
        } finally {
            creation.stop();
        }
    }

    private void delete() throws Exception {
        try (Admin admin = admin()) {
            if (admin.listTopics().names().get().contains(LOST)) {
                admin.deleteTopics(List.of(LOST)).all().get();
            }
        }
    }

    private Set<String> topics() throws Exception {
        try (Admin admin = admin()) {
            return admin.listTopics().names().get();
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", platform.bootstrapServers()));
    }
}
