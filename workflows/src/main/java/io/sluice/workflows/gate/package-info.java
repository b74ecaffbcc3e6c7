/** Stage, gate, publish: the one reusable piece, the quality gate and its decisions. */
@NullMarked
package io.sluice.workflows.gate;

import org.jspecify.annotations.NullMarked;
