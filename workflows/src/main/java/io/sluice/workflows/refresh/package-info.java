/** A view follows its sources by itself: update, release, online values. Source: contract §7, decision 107. */
@NullMarked
package io.sluice.workflows.refresh;

import org.jspecify.annotations.NullMarked;
