/** A notifier for tests. */
@NullMarked
package io.sluice.activities.notify.testing;

import org.jspecify.annotations.NullMarked;
