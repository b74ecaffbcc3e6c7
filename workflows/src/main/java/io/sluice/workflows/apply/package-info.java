/** {@link io.sluice.workflows.apply.ApplyDefinitions}: registers the definitions of a project with their versions. */
@NullMarked
package io.sluice.workflows.apply;

import org.jspecify.annotations.NullMarked;
