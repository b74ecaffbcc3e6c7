/**
 * What the numbers and texts of a set of rows look like, for people to look at. Start at
 * {@link io.sluice.quality.profile.Profiler}.
 */
@NullMarked
package io.sluice.quality.profile;

import org.jspecify.annotations.NullMarked;
