/** Which views follow a source by themselves. Source: decision 107. */
@NullMarked
package io.sluice.activities.follow;

import org.jspecify.annotations.NullMarked;
