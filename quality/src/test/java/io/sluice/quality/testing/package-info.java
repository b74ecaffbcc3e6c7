/** One Spark session and short ways to write frames and expectations. */
@NullMarked
package io.sluice.quality.testing;

import org.jspecify.annotations.NullMarked;
