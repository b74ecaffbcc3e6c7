/** Answers from the ledgers of the lake. Start at {@link io.sluice.activities.ask.AskActivitiesImpl}. */
@NullMarked
package io.sluice.activities.ask;

import org.jspecify.annotations.NullMarked;
