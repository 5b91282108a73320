/** Tests of what needs no server. */
@NullMarked
package io.likeness.standalone.servers;

import org.jspecify.annotations.NullMarked;
