/** Suites on local files. */
@NullMarked
package io.sluice.activities.check;

import org.jspecify.annotations.NullMarked;
