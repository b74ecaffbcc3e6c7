/**
 * Releases: what is certified, checked and pinned under one name. {@link io.sluice.activities.release.certified.Certification} is the
 * arithmetic, {@link io.sluice.activities.release.ReleaseActivitiesImpl} the act. Source: contract §7.
 */
@NullMarked
package io.sluice.activities.release;

import org.jspecify.annotations.NullMarked;
