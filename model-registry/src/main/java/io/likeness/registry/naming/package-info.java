/**
 * What people call versions and say of them: aliases with their history, descriptions and tags. Called over HTTP; a deletion takes a version's aliases
 * away within its transaction. Safe for threads and for any number of instances.
 */
@NullMarked
package io.likeness.registry.naming;

import org.jspecify.annotations.NullMarked;
