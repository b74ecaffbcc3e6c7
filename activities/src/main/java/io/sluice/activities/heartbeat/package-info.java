/**
 * Heartbeats of long activities. Entry type: {@link io.sluice.activities.heartbeat.Heartbeats}, which beats on a timer while a
 * body blocks and tells it when it was cancelled.
 */
@NullMarked
package io.sluice.activities.heartbeat;

import org.jspecify.annotations.NullMarked;
