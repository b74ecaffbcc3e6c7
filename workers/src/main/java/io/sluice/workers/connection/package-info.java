/** The connection to Temporal, from the same profile as the Temporal CLI's. */
@NullMarked
package io.sluice.workers.connection;

import org.jspecify.annotations.NullMarked;
