/**
 * The point-in-time join: what a label sees of a view at its instant, and nothing later. Source: contract §5. The naive
 * reading of it, which every engine's join is compared with. Entry type: {@link
 * io.sluice.definitions.join.PointInTimeJoin}.
 */
@NullMarked
package io.sluice.definitions.join;

import org.jspecify.annotations.NullMarked;
