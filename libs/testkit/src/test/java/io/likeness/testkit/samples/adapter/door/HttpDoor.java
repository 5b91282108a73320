package io.likeness.testkit.samples.adapter.door;

/** An adapter. */
public final class HttpDoor {}
