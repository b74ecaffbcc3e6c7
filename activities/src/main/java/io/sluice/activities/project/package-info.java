/** Project folders on disk. Entry: {@link io.sluice.activities.project.ProjectFolder}. */
@NullMarked
package io.sluice.activities.project;

import org.jspecify.annotations.NullMarked;
