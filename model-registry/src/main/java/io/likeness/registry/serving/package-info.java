/**
 * Which version of a model serves: its plan, how it is changed, and by whom it was. Registration and deletion change it within their
 * transactions, whoever asks over HTTP in one of its own. Safe for threads and for any number of instances.
 */
@NullMarked
package io.likeness.registry.serving;

import org.jspecify.annotations.NullMarked;
