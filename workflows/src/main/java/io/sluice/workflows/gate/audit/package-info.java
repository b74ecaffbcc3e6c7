/** The audit of a staged snapshot: what is asked, and the verdict. */
@NullMarked
package io.sluice.workflows.gate.audit;

import org.jspecify.annotations.NullMarked;
