/** What a gate shows, and what may be sent to it. */
@NullMarked
package io.sluice.workflows.window.view;

import org.jspecify.annotations.NullMarked;
