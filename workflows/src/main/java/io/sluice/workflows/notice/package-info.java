/** Notices about gates for people: what happened, where to look, what to type; no names of people and no values of rows. */
@NullMarked
package io.sluice.workflows.notice;

import org.jspecify.annotations.NullMarked;
