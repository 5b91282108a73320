package io.likeness.testkit.samples.kafka;

import org.apache.kafka.common.TopicPartition;

/** Breaks the rule of entry points. */
record TopicResource(TopicPartition partition) {}
