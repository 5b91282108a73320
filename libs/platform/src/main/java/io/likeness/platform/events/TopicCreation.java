package io.likeness.platform.events;

import io.likeness.contracts.event.Topic;
import io.likeness.platform.runtime.Loop;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates every topic of the catalogue and its dead-letter topic, and again what goes missing, until the service stops; those that
 * exist are left alone. A broker that is away holds up no start.
 */
@ApplicationScoped
public class TopicCreation {
    private static final Logger LOG = LoggerFactory.getLogger(TopicCreation.class);
    private static final int PATIENCE_SECONDS = 10;
    /** Topics are deleted by nobody of ours, and a look costs a client of its own. */
    private static final Duration LOOK = Duration.ofMinutes(10);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** A consumer that does not find its topic looks again after ten seconds only, so the first turn may finish before there is one. */
    private static final long HEAD_START_SECONDS = 3;

    /** Channels open at 1000 and later. */
    private static final int BEFORE_CHANNELS = 100;

    private final String bootstrapServers;
    private final CountDownLatch firstTurn = new CountDownLatch(1);
    private Duration pause = SHORTEST_PAUSE;
    private @Nullable Loop loop;

    public TopicCreation(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    void start(@Observes @Priority(BEFORE_CHANNELS) StartupEvent event) throws InterruptedException {
        loop = Loop.start("topic-creation", this::turn);
        if (!firstTurn.await(HEAD_START_SECONDS, TimeUnit.SECONDS)) {
            LOG.info("topics are not there yet, the start goes on");
        }
    }

    @PreDestroy
    void stop() {
        if (loop != null) {
            loop.close();
        }
    }

    private Duration turn() throws InterruptedException {
        boolean done = false;
        try {
            done = create();
        } finally {
            firstTurn.countDown();
            pause = done ? SHORTEST_PAUSE : doubled(pause);
        }
        return done ? LOOK : pause;
    }

    private static Duration doubled(Duration pause) {
        return pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }

    /** Whether all topics are there now. */
    private boolean create() throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                PATIENCE_SECONDS * 1000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                PATIENCE_SECONDS * 500))) {
            Set<String> present = admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            List<NewTopic> missing = catalogue().stream()
                    .filter(topic -> !present.contains(topic.name()))
                    .toList();
            for (KafkaFuture<Void> creation :
                    admin.createTopics(missing).values().values()) {
                await(creation);
            }
            return true;
        } catch (ExecutionException e) {
            LOG.warn("topics not created, will try again cause={}", String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            LOG.warn("topics not created in {} s, will try again", PATIENCE_SECONDS);
        }
        return false;
    }

    private static void await(KafkaFuture<Void> creation)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            creation.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static List<NewTopic> catalogue() {
        List<NewTopic> topics = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            topics.add(new NewTopic(topic.topicName(), Optional.of(Topic.PARTITIONS), Optional.empty()));
            topics.add(new NewTopic(topic.deadLetterTopicName(), Optional.of(1), Optional.empty())
                    .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1")));
        }
        return topics;
    }
}
