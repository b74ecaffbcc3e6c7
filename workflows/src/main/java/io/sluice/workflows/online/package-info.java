/** Online materialisation: the values of a release in the online store. */
@NullMarked
package io.sluice.workflows.online;

import org.jspecify.annotations.NullMarked;
