package io.likeness.client;

/** What has changed. */
public record ChangedThing(String kind, String id) {}
