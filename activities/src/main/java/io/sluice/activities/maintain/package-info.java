/** Upkeep of tables on Spark. Start at {@link io.sluice.activities.maintain.MaintenanceActivitiesImpl}. */
@NullMarked
package io.sluice.activities.maintain;

import org.jspecify.annotations.NullMarked;
