/**
 * Generation jobs: a command becomes a job row, and a runner makes of it faces, their files and one event in the transaction that ends the
 * job. Called over Kafka by the gateway. Beans are safe for threads; a job runs on its worker's thread and decodes its batches on a pool.
 */
@NullMarked
package io.likeness.generator.generation;

import org.jspecify.annotations.NullMarked;
