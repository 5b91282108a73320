/**
 * Generation jobs: a command becomes faces, their files and one event that ends the job. Called over Kafka by the gateway. Beans are
 * safe for threads; a job runs on one listener thread and decodes its batches on a pool.
 */
@NullMarked
package io.likeness.generator.generation;

import org.jspecify.annotations.NullMarked;
