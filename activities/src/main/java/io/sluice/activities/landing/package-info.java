/**
 * {@code landing.<source>}: rows as received, once per delivery. Entry type: {@link io.sluice.activities.landing.Landing}.
 */
@NullMarked
package io.sluice.activities.landing;

import org.jspecify.annotations.NullMarked;
