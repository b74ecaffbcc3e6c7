package io.sluice.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.registry.IngestionRequest;
import io.sluice.workflows.registry.IngestionSettings;
import io.sluice.workflows.registry.ViewSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResolutionTest {
    @TempDir
    Path folder;

    private TestingRegistry registry;

    @BeforeEach
    void open() {
        registry = new TestingRegistry(folder).withShop();
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void theFilesOfAPartitionLieWhereTheProjectSays() {
        registry.apply();

        IngestionSettings settings = ingestion("orders", "2010-12-01", null);

        assertThat(settings.inputLocation())
                .isEqualTo(registry.project().resolve("in/2010-12-01.csv").toString());
        assertThat(settings.source().version()).isEqualTo("v1");
        assertThat(settings.gate()).isEqualTo("implicit");
    }

    @Test
    void aPathOfTheInputWins() {
        registry.apply();

        assertThat(ingestion("orders", "2010-12-01", "/data/again.csv").inputLocation())
                .isEqualTo("/data/again.csv");
        assertThat(ingestion("orders", "2010-12-01", "s3://bucket/a.csv").inputLocation())
                .isEqualTo("s3://bucket/a.csv");
    }

    @Test
    void aSourceWithoutPartitionsNeedsNone() {
        registry.apply();

        assertThat(ingestion("prices", null, null).partition()).isEqualTo("all");
    }

    @Test
    void anUnknownSourceIsNotFoundAndTheNearestIsNamed() {
        registry.apply();

        TestingRegistry.assertFailure(() -> ingestion("ordres", "2010-12-01", null), FailureTypes.NOT_FOUND)
                .hasMessageContaining(
                        "Unknown source: ordres; did you mean orders? Registered: clicks, orders, prices");
    }

    @Test
    void anUnknownViewIsNotFoundAndTheNearestIsNamed() {
        registry.apply();

        TestingRegistry.assertFailure(() -> registry.activities().resolveView("activty"), FailureTypes.NOT_FOUND)
                .hasMessageContaining("Unknown view: activty; did you mean activity? Registered: activity");
    }

    @Test
    void aLabelOfAnotherFormIsInvalid() {
        registry.apply();

        TestingRegistry.assertFailure(() -> ingestion("orders", "2010-12", null), FailureTypes.INVALID_INPUT)
                .hasMessageContaining("partition: ")
                .hasMessageContaining("2010-12")
                .hasMessageContaining("a day such as 2010-12-01");
        TestingRegistry.assertFailure(() -> ingestion("prices", "2010-12-01", null), FailureTypes.INVALID_INPUT)
                .hasMessageContaining("the word all");
    }

    @Test
    void aMissingPartitionIsInvalidAndAnExampleIsGiven() {
        registry.apply();

        TestingRegistry.assertFailure(() -> ingestion("orders", null, null), FailureTypes.INVALID_INPUT)
                .hasMessageContaining(
                        "partition: Source orders is partitioned by day: say which partition, for example 2010-12-01");
    }

    @Test
    void aSourceOfATopicHasNothingToIngest() {
        registry.apply();

        TestingRegistry.assertFailure(() -> ingestion("clicks", "2010-12-01", null), FailureTypes.INVALID_INPUT)
                .hasMessageContaining("source: Source clicks has no batch lane: it is fed by a topic only");
    }

    @Test
    void beforeTheFirstApplyTheCommandIsNamed() {
        TestingRegistry.assertFailure(() -> ingestion("orders", "2010-12-01", null), FailureTypes.NOT_FOUND)
                .hasMessageContaining("No definitions are registered yet: temporal workflow execute")
                .hasMessageContaining("--type ApplyDefinitions");
    }

    @Test
    void aViewPinsItsFeatures() {
        registry.apply();

        ViewSettings view = registry.activities().resolveView("activity");

        assertThat(view.table()).isEqualTo("views.activity_v1");
        assertThat(view.features()).extracting(DefinitionRef::name).containsExactly("spend");
    }

    private IngestionSettings ingestion(String source, @Nullable String partition, @Nullable String path) {
        return registry.activities().resolveIngestion(new IngestionRequest(source, partition, path));
    }
}
