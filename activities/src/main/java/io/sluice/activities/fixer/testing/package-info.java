/** A fixer for tests. */
@NullMarked
package io.sluice.activities.fixer.testing;

import org.jspecify.annotations.NullMarked;
