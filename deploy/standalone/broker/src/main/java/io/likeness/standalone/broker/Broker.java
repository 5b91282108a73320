package io.likeness.standalone.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.apache.kafka.server.common.ShareVersion;

/** A Kafka server whose storage is formatted once, on the first start in its data folder. */
final class Broker {

    private final KafkaRaftServer server;

    private Broker(KafkaRaftServer server) {
        this.server = server;
    }

    static Broker formatted(BrokerSettings settings) {
        if (Files.notExists(settings.dataFolder().resolve("meta.properties"))) {
            format(settings);
        }
        return new Broker(new KafkaRaftServer(new KafkaConfig(settings.properties(), false), Time.SYSTEM));
    }

    /** Returns when the broker serves. */
    void start() {
        server.startup();
    }

    void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    void awaitStop() {
        server.awaitShutdown();
    }

    private static void format(BrokerSettings settings) {
        try {
            Files.createDirectories(settings.dataFolder());
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(settings.clusterId())
                    .setNodeId(settings.node())
                    .setControllerListenerName("CONTROLLER")
                    .addDirectory(settings.dataFolder().toString())
                    .setMetadataLogDirectory(settings.dataFolder().toString())
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    // Nobody here has a share group, and their coordinator would never rest.
                    .setFeatureLevel(ShareVersion.FEATURE_NAME, ShareVersion.SV_0.featureLevel())
                    .run();
        } catch (IOException failure) {
            throw new UncheckedIOException("data folder " + settings.dataFolder() + " cannot be made", failure);
        } catch (Exception failure) {
            throw new IllegalStateException("data folder " + settings.dataFolder() + " cannot be formatted", failure);
        }
    }
}
