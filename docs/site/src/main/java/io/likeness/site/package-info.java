/**
 * Makes the pages that the gateway serves under {@code /docs/} of the Markdown in this module's folder. Run by the build, for one thread; what
 * is delivered are the pages.
 */
@NullMarked
package io.likeness.site;

import org.jspecify.annotations.NullMarked;
