/** Which days of a view are wanted, and which days of its sources that needs. */
@NullMarked
package io.sluice.activities.view.engine.day;

import org.jspecify.annotations.NullMarked;
