package io.likeness.testkit.samples.unmarked;

/** Breaks the rule of null marks. */
final class Unmarked {}
