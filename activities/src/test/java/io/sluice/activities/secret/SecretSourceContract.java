package io.sluice.activities.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** What everything that keeps secrets does. */
abstract class SecretSourceContract {
    /** A source with one secret. */
    abstract SecretSource holding(String name, String value) throws Exception;

    @Test
    void givesWhatItHolds() throws Exception {
        assertThat(holding("shop_db", " hunter2 ").find("shop_db").orElseThrow().reveal())
                .isEqualTo(" hunter2 ");
    }

    @Test
    void hasNothingUnderAnotherName() throws Exception {
        assertThat(holding("shop_db", "hunter2").find("shop")).isEmpty();
    }

    @Test
    void refusesWhatIsNoNameWithoutRepeatingIt() throws Exception {
        SecretSource source = holding("shop_db", "hunter2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> source.find("../hunter2"))
                .withMessageNotContaining("hunter2");
    }

    @Test
    void printsNoSecret() throws Exception {
        SecretSource source = holding("shop_db", "hunter2");
        assertThat(source.find("shop_db") + source.toString() + source.place("shop_db"))
                .doesNotContain("hunter2")
                .contains("***");
    }
}
