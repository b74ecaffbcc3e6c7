/**
 * Database tables and queries, read through Spark by one or more connections of one snapshot. Entry type: {@link
 * io.sluice.activities.fetch.jdbc.JdbcFetcher}.
 */
@NullMarked
package io.sluice.activities.fetch.jdbc;

import org.jspecify.annotations.NullMarked;
