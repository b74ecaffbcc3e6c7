/**
 * Closed days of the archive of a stream become candidates for its trusted table: {@link
 * io.sluice.activities.certify.CertificationActivitiesImpl}. {@link io.sluice.activities.certify.CertifiedEquality} holds the two against
 * each other. Source: contract §8, E3.
 */
@NullMarked
package io.sluice.activities.certify;

import org.jspecify.annotations.NullMarked;
