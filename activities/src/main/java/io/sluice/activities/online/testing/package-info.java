/** An online store in memory, and a Redis of one's own for tests. */
@NullMarked
package io.sluice.activities.online.testing;

import org.jspecify.annotations.NullMarked;
