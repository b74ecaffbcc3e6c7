/**
 * Reading the online store: {@link io.sluice.activities.online.reader.OnlineReader} turns slots into the records of contract
 * §6. Needs neither Spark nor Iceberg: all it knows about a view is in the view's pointer.
 */
@NullMarked
package io.sluice.activities.online.reader;

import org.jspecify.annotations.NullMarked;
