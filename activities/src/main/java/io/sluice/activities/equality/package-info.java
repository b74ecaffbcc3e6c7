/**
 * What the lake alone says of the equality of lanes, and where the numbers of all comparisons go: {@link
 * io.sluice.activities.equality.CertifiedEqualityActivitiesImpl}. Source: contract §8.
 */
@NullMarked
package io.sluice.activities.equality;

import org.jspecify.annotations.NullMarked;
