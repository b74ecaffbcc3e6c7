/** Telling views that a source has changed, so that their releases follow by themselves. Source: decision 107. */
@NullMarked
package io.sluice.workflows.publish.follow;

import org.jspecify.annotations.NullMarked;
