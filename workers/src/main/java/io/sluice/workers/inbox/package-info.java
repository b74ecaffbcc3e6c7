/**
 * {@code sluice inbox}: {@link io.sluice.workers.inbox.InboxCommand} lists the gates that wait for people, with the commands
 * that decide them. Reads Temporal only. Source: workflows.md §0, §4.
 */
@NullMarked
package io.sluice.workers.inbox;

import org.jspecify.annotations.NullMarked;
