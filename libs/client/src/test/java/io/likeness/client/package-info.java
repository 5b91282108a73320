/** Tests of the client against the published document and against small servers. */
@NullMarked
package io.likeness.client;

import org.jspecify.annotations.NullMarked;
