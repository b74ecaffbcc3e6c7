package io.sluice.activities.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.identity.testing.InMemoryIdentityCheck;
import io.sluice.workflows.gate.Identity;
import io.sluice.workflows.gate.IdentityClaim;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every identity check promises. */
final class IdentityCheckTest {
    private static final String SECRET = "open sesame";

    static Stream<IdentityCheck> checks() {
        return Stream.of(IdentityCheck.claimed(), knowing());
    }

    @ParameterizedTest
    @MethodSource("checks")
    void answersTheSameHoweverOftenItIsAsked(IdentityCheck check) {
        for (IdentityClaim claim : new IdentityClaim[] {claim("ana", SECRET), claim("ana", null), claim("eve", "x")}) {
            Identity first = check.check(claim);
            assertThat(check.check(claim)).isEqualTo(first);
            assertThat(first.state()).isIn("claimed", "verified", "refused");
        }
    }

    @ParameterizedTest
    @MethodSource("checks")
    void aReasonIsGivenForARefusalOnlyAndTellsNoSecret(IdentityCheck check) {
        for (IdentityClaim claim :
                new IdentityClaim[] {claim("ana", SECRET), claim("ana", "wrong"), claim("eve", "x")}) {
            Identity identity = check.check(claim);
            assertThat(identity.why().isEmpty()).isEqualTo(identity.counts());
            assertThat(identity.why()).doesNotContain(SECRET, "wrong");
        }
    }

    @Test
    void takesEverybodysWordUnlessItChecks() {
        assertThat(IdentityCheck.claimed().check(claim("eve", null))).isEqualTo(Identity.claimed());
        assertThat(knowing().check(claim("eve", null)).counts()).isFalse();
        assertThat(knowing().check(claim("ana", "wrong")).counts()).isFalse();
        assertThat(knowing().check(claim("ana", SECRET))).isEqualTo(Identity.verified());
    }

    private static IdentityCheck knowing() {
        InMemoryIdentityCheck check = new InMemoryIdentityCheck();
        check.know("ana", SECRET);
        return check;
    }

    private static IdentityClaim claim(String by, @Nullable String proof) {
        return new IdentityClaim(by, proof, "approve", "signal", "gate/trusted.s/p/7/1", "7", 1);
    }
}
