package io.likeness.testkit.samples.adapter;

import io.likeness.testkit.samples.adapter.door.HttpDoor;

/** Makes the adapter that it uses. */
final class Visitor {
    final HttpDoor door = new HttpDoor();
}
