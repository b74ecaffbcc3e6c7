/** One partition of the updates on its way to the store. */
@NullMarked
package io.sluice.workers.online.partition;

import org.jspecify.annotations.NullMarked;
