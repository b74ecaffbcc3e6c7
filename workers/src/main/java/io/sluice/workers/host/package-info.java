/**
 * Hosts apps and sinks of streams for workflows: {@link io.sluice.workers.host.StreamHostingImpl}. What it hosts it is given, as
 * a {@link io.sluice.workers.streams.HostedFactory} for each role. Source: workflows.md §6.
 */
@NullMarked
package io.sluice.workers.host;

import org.jspecify.annotations.NullMarked;
