/** Tests of the supervisor, with small children and with the real servers. */
@NullMarked
package io.likeness.standalone.supervisor;

import org.jspecify.annotations.NullMarked;
