/**
 * The values of one entity recomputed from trusted rows and compared with what is online. Entry type: {@link
 * io.sluice.activities.online.values.LakeValues}.
 */
@NullMarked
package io.sluice.activities.online.values;

import org.jspecify.annotations.NullMarked;
