package io.likeness.platform.events;

import io.likeness.contracts.event.Topic;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates every topic of the catalogue and its dead-letter topic before any channel opens; those that exist are left alone. */
@ApplicationScoped
public class TopicCreation {
    private static final Logger LOG = LoggerFactory.getLogger(TopicCreation.class);
    private static final int PATIENCE_SECONDS = 10;

    /** Channels open at 1000 and later. */
    private static final int BEFORE_CHANNELS = 100;

    private final String bootstrapServers;

    public TopicCreation(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    void create(@Observes @Priority(BEFORE_CHANNELS) StartupEvent event) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                PATIENCE_SECONDS * 1000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                PATIENCE_SECONDS * 500))) {
            for (KafkaFuture<Void> creation :
                    admin.createTopics(catalogue()).values().values()) {
                await(creation);
            }
        }
    }

    private static void await(KafkaFuture<Void> creation) throws InterruptedException {
        try {
            creation.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                LOG.warn(
                        "topic not created, the next service to start will try again cause={}",
                        String.valueOf(e.getCause()));
            }
        } catch (TimeoutException e) {
            LOG.warn("topic not created in {} s, the next service to start will try again", PATIENCE_SECONDS);
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
