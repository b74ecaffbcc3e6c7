/**
 * The batch lane of a source: files, a database table or an API export, and their options. Entry type: {@link
 * io.sluice.definitions.reading.batch.BatchReader}.
 */
@NullMarked
package io.sluice.definitions.reading.batch;

import org.jspecify.annotations.NullMarked;
