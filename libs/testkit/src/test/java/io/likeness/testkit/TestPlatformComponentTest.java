package io.likeness.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

final class TestPlatformComponentTest {

    private final TestPlatform platform = TestPlatform.shared();

    @Test
    void keepsTheLogWhenTheBrokerIsKilled() throws Exception {
        byte[] payload = "kept".getBytes(StandardCharsets.UTF_8);
        Map<String, Object> address = Map.of("bootstrap.servers", platform.bootstrapServers());
        try (Admin admin = Admin.create(address)) {
            admin.createTopics(List.of(new NewTopic("kept", 2, (short) 1)))
                    .all()
                    .get();
        }
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(address, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("kept", "key", payload)).get();
        }
        platform.broker().restart();
        try (TopicReader reader = TopicReader.open(platform.bootstrapServers(), "kept")) {
            assertArrayEquals(
                    payload,
                    reader.await(Duration.ofSeconds(10), record -> record.key().equals("key"))
                            .value());
            assertEquals(1, reader.readAll().size());
        }
    }

    @Test
    void refusesRequestsWithoutTheStoresKeysAlsoAfterItWasKilled() throws Exception {
        assertEquals(403, statusWithoutKeys());
        platform.store().restart();
        assertEquals(403, statusWithoutKeys());
    }

    @Test
    void keepsCommittedRowsWhenTheDatabaseIsKilled() throws Exception {
        try (Connection connection = connect("ingest");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE ingest.kept (id int)");
            statement.execute("INSERT INTO kept VALUES (42)");
        }
        platform.database().kill();
        assertFalse(platform.database().isRunning());
        assertThrows(SQLException.class, () -> connect("ingest").close());
        platform.database().start();
        try (Connection connection = connect("ingest");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM kept")) {
            rows.next();
            assertEquals(42, rows.getInt(1));
        }
    }

    @Test
    void keepsTheSchemasOfTheServicesApart() throws SQLException {
        try (Connection connection = connect("trainer");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE apart (id int)");
        }
        try (Connection connection = connect("registry");
                Statement statement = connection.createStatement()) {
            assertThrows(SQLException.class, () -> statement.executeQuery("SELECT id FROM trainer.apart"));
        }
    }

    @Test
    void givesAServiceItsConfigurationAndOnlyItsOwnRole() {
        LikenessPlatformResource resource = new LikenessPlatformResource();
        resource.init(Map.of("role", "registry"));
        Map<String, String> configuration = resource.start();
        assertEquals(platform.bootstrapServers(), configuration.get("kafka.bootstrap.servers"));
        assertEquals("registry", configuration.get("quarkus.datasource.username"));
        assertEquals(
                3,
                new LikenessPlatformResource()
                        .start().keySet().stream()
                                .filter(key -> key.startsWith("likeness.store."))
                                .count());
    }

    private int statusWithoutKeys() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(platform.storeEndpoint().resolve("/")).build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    private Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(platform.databaseAddress(), role, platform.databasePassword(role));
    }
}
