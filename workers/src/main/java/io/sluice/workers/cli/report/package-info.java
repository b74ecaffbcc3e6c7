/** What commands print for people. */
@NullMarked
package io.sluice.workers.cli.report;

import org.jspecify.annotations.NullMarked;
