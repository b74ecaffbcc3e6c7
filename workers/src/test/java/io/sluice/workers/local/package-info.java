/** Real servers for tests, run by the product's own stack command on free ports in a folder of their own. */
@NullMarked
package io.sluice.workers.local;

import org.jspecify.annotations.NullMarked;
