/** What Python says about texts, said in Java. */
@NullMarked
package io.sluice.quality.python;

import org.jspecify.annotations.NullMarked;
