/** What a project folder is read from, and what is wrong with it: all at once. The reader is {@code io.sluice.definitions.reading.ProjectParser}. */
@NullMarked
package io.sluice.definitions.project;

import org.jspecify.annotations.NullMarked;
