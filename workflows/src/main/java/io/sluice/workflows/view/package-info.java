/** View updates: the change points of a view for a range of days. */
@NullMarked
package io.sluice.workflows.view;

import org.jspecify.annotations.NullMarked;
