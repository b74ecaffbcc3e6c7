/**
 * Stage, gate, publish: {@link io.sluice.workflows.publish.GatedPublish} is the one loop by which data becomes certified,
 * {@link io.sluice.workflows.publish.GateWatch} what a run knows of the gates it waits for,
 * {@link io.sluice.workflows.publish.PlainDesk} where a run that waits for none takes what is said to it. Source: workflows.md §2, §4.
 */
@NullMarked
package io.sluice.workflows.publish;

import org.jspecify.annotations.NullMarked;
