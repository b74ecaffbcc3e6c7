package io.sluice.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.fixer.RetailDates;
import io.sluice.workflows.registry.RemedyRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A remedy that cannot be applied is refused at once, with the sentence that says why. */
final class RemediesTest {
    @TempDir
    Path folder;

    private TestingRegistry registry;

    @BeforeEach
    void open() {
        registry = new TestingRegistry(folder).withShop();
        registry.write(
                "typo.yaml",
                "patch: typo\nsource: orders\nreviewed_by: [ben]\nsql: SELECT amount * 2 AS amount FROM rows\n");
        registry.write("dates.yaml", "fixer: dates\nclass: " + RetailDates.class.getName() + "\n");
        registry.write("gone.yaml", "fixer: gone\nclass: shop.Gone\n");
        registry.apply();
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void aPatchIsThatOfItsSource() {
        assertThat(refusal("orders", "PATCH", "typo")).isEmpty();
        assertThat(refusal("orders", "PATCH", "tipo"))
                .isEqualTo("unknown patch of source orders: tipo; did you mean typo?; registered: typo");
        assertThat(refusal("prices", "PATCH", "typo"))
                .contains("unknown patch of source prices")
                .endsWith("none");
    }

    @Test
    void aFixerIsRegisteredByAWorkerAndFitsTheSource() {
        assertThat(refusal("orders", "FIXER", "datse"))
                .isEqualTo("unknown fixer: datse; did you mean dates?; registered: dates, gone");
        assertThat(refusal("orders", "FIXER", "gone"))
                .startsWith("no worker has registered the class of fixer gone, shop.Gone");
        assertThat(refusal("orders", "FIXER", "dates"))
                .isEqualTo("fixer dates mends column InvoiceDate, which source orders does not have");
    }

    @Test
    void lastValuesAreThoseOfAttributes() {
        assertThat(refusal("orders", "PREVIOUS", "")).startsWith("PREVIOUS is for sources of kind attributes");
    }

    @Test
    void aSourceThatIsGoneIsNotMended() {
        assertThat(refusal("nothing", "PATCH", "typo"))
                .isEqualTo("trusted.nothing is no source of the project any more");
    }

    private String refusal(String source, String strategy, String name) {
        return registry.activities().checkRemedy(new RemedyRequest("trusted." + source, "2010-12-01", strategy, name));
    }
}
