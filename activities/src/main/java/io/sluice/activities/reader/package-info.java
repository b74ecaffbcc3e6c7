/**
 * Files as they were received: found, hashed and read by format, without opinions about what they should hold. Entry types:
 * {@link io.sluice.activities.reader.SourceFiles} and {@link io.sluice.activities.reader.SourceReader}.
 */
@NullMarked
package io.sluice.activities.reader;

import org.jspecify.annotations.NullMarked;
