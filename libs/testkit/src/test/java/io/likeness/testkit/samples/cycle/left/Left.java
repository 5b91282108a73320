package io.likeness.testkit.samples.cycle.left;

import io.likeness.testkit.samples.cycle.right.Right;

/** Needs what needs it. */
public record Left(Right right) {}
