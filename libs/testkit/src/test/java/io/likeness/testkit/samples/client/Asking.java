package io.likeness.testkit.samples.client;

import java.net.http.HttpClient;

/** Makes a client, though neither a bean nor named by a technology. */
final class Asking {
    final HttpClient client = HttpClient.newHttpClient();
}
