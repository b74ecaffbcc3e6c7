/**
 * Stream certification: closed days of the archive of a stream cross the gate of their source and become trusted. {@link
 * io.sluice.workflows.certify.StreamCertification} is the workflow. Source: contract §7, §8.
 */
@NullMarked
package io.sluice.workflows.certify;

import org.jspecify.annotations.NullMarked;
