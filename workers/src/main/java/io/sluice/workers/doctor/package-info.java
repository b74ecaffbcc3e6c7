/** The doctor: what is wrong with this installation and the command that mends it. */
@NullMarked
package io.sluice.workers.doctor;

import org.jspecify.annotations.NullMarked;
