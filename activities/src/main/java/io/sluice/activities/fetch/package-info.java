/**
 * Sources that are no files, made into files: what a database or a service answered is stored as it came, once per run and
 * delivery, and landed from there. Entry type: {@link io.sluice.activities.fetch.Fetches}.
 */
@NullMarked
package io.sluice.activities.fetch;

import org.jspecify.annotations.NullMarked;
