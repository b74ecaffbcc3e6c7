/**
 * The port {@link io.sluice.activities.fixer.Fixer}: code of a project's own that mends rows which a gate stopped, called by a
 * person's decision under the name of a definition of kind {@code fixer}.
 */
@NullMarked
package io.sluice.activities.fixer;

import org.jspecify.annotations.NullMarked;
