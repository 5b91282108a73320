package io.likeness.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.likeness.contracts.Json;
import io.likeness.contracts.model.ModelVersion;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Tells a registry stub what to know. */
record RegistryRemote(URI stub) {

    void know(ModelVersion version) throws Exception {
        put(RegistryStub.VERSIONS, BodyPublishers.ofByteArray(Json.encode(version)));
    }

    void away(boolean now) throws Exception {
        put(RegistryStub.AWAY, BodyPublishers.ofString(Boolean.toString(now)));
    }

    private void put(String path, BodyPublisher body) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(stub.resolve(path)).PUT(body).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertEquals(204, client.send(request, BodyHandlers.discarding()).statusCode());
        }
    }
}
