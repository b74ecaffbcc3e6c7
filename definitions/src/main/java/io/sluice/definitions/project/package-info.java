/** From YAML text to {@link io.sluice.definitions.model.Project}, with every error of a project at once. */
@NullMarked
package io.sluice.definitions.project;

import org.jspecify.annotations.NullMarked;
