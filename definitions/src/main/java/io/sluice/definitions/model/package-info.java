/** What people declare: projects, entities, sources, features, views and gates as plain records. Start at {@link io.sluice.definitions.model.Project}. */
@NullMarked
package io.sluice.definitions.model;

import org.jspecify.annotations.NullMarked;
