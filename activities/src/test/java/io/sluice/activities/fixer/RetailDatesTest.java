package io.sluice.activities.fixer;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one that comes with Sluice, as it is registered. */
final class RetailDatesTest extends FixerContract {
    @Override
    Fixer fixer() {
        return Fixers.installed().find(RetailDates.class.getName()).orElseThrow();
    }

    @Override
    FixerRow broken() {
        return new FixerRow(Map.of("invoicedate", "01/12/2010 08:26", "quantity", "6"), Map.of("Quantity", 6.0));
    }

    @Override
    Map<String, @Nullable Object> mended() {
        return Map.of("InvoiceDate", Instant.parse("2010-12-01T08:26:00Z").toEpochMilli());
    }
}
