/**
 * The served archive: what the online store took, when, and which generation was live; one table a view. Entry type: {@link
 * io.sluice.activities.online.served.ServedArchive}. Source: contract §6.
 */
@NullMarked
package io.sluice.activities.online.served;

import org.jspecify.annotations.NullMarked;
