package io.likeness.testkit.samples.naming;

/** Breaks the rule of names. */
final class BadHelper {}
