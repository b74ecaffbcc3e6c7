/**
 * Exports of JSON over HTTP, page by page, each stored as it came. Entry type: {@link
 * io.sluice.activities.fetch.api.ApiFetcher}.
 */
@NullMarked
package io.sluice.activities.fetch.api;

import org.jspecify.annotations.NullMarked;
