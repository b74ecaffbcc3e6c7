package io.sluice.activities.fixer;

import io.sluice.activities.fixer.testing.TranslatingFixer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class TranslatingFixerTest extends FixerContract {
    @Override
    Fixer fixer() {
        return new TranslatingFixer("amount", Map.of("one", 1.0));
    }

    @Override
    FixerRow broken() {
        return new FixerRow(Map.of("amount", "one"), Map.of());
    }

    @Override
    Map<String, @Nullable Object> mended() {
        return Map.of("amount", 1.0);
    }
}
