/**
 * Upkeep of tables that are appended to for ever: small files are put together, old snapshots and files of nobody go. {@link
 * io.sluice.workflows.maintain.LakeMaintenance} is the workflow. Source: workflows.md §1.
 */
@NullMarked
package io.sluice.workflows.maintain;

import org.jspecify.annotations.NullMarked;
