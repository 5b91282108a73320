package io.likeness.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the gateway said.
 *
 * @param value what this client reads of it
 * @param document all of it
 */
public record Answer<T>(T value, JsonNode document) {}
