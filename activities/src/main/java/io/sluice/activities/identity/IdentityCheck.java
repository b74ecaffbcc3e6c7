package io.sluice.activities.identity;

import io.sluice.workflows.gate.Identity;
import io.sluice.workflows.gate.IdentityClaim;

/**
 * Says whether somebody is who they say, before their decision about a gate is judged. Whether they may decide is not asked
 * here: that is the policy's business.
 *
 * <p>Called from several threads, and again for the same claim after a fault, so the answer must not depend on how often it
 * was asked. An exception means "cannot tell now" and is tried again, for as long as it takes; the decision waits, and so does
 * the deadline. A claim that cannot hold is {@link Identity#refused}: the decision is then on record as ignored, with the
 * reason, which must hold nothing secret.
 */
@FunctionalInterface
public interface IdentityCheck {
    /** What is known of who this is. */
    Identity check(IdentityClaim claim);

    /** Takes everybody's word; decisions are on record as claimed. */
    static IdentityCheck claimed() {
        return claim -> Identity.claimed();
    }
}
