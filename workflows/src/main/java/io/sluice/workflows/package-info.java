/** What every workflow shares: task queues and failure types. */
@NullMarked
package io.sluice.workflows;

import org.jspecify.annotations.NullMarked;
