package io.sluice.activities.identity.testing;

import io.sluice.activities.identity.IdentityCheck;
import io.sluice.workflows.gate.Identity;
import io.sluice.workflows.gate.IdentityClaim;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Knows people by a word that each of them gives along. */
public final class InMemoryIdentityCheck implements IdentityCheck {
    private final Map<String, String> words = new ConcurrentHashMap<>();

    /** Somebody who can show who they are. */
    public void know(String person, String word) {
        words.put(person, word);
    }

    @Override
    public Identity check(IdentityClaim claim) {
        @Nullable String word = words.get(claim.by());
        if (word == null) {
            return Identity.refused("nobody of this name is known");
        }
        return word.equals(claim.proof()) ? Identity.verified() : Identity.refused("the proof does not fit");
    }
}
