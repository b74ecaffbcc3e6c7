/** Loading the slots of one generation and verifying them: what is written, what is left as it is, what differs. */
@NullMarked
package io.sluice.activities.online.materialize.load;

import org.jspecify.annotations.NullMarked;
