/** Merged view publication: one release of a view, with its manifest. */
@NullMarked
package io.sluice.workflows.release;

import org.jspecify.annotations.NullMarked;
