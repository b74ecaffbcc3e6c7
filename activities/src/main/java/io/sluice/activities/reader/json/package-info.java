/** Records out of JSON text. */
@NullMarked
package io.sluice.activities.reader.json;

import org.jspecify.annotations.NullMarked;
