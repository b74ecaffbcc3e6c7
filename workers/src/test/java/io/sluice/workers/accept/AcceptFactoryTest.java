package io.sluice.workers.accept;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.RejectedRanges;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Expectation.Severity;
import io.sluice.definitions.model.gate.Gate;
import io.sluice.workers.broker.StreamSources;
import io.sluice.workers.record.AvroSchemas;
import io.sluice.workers.streams.AppSettings;
import io.sluice.workers.streams.HostedStream;
import io.sluice.workflows.registry.DefinitionRef;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an accept app is made of. */
final class AcceptFactoryTest {
    private static final Expectation KNOWN = new Expectation(
            "known",
            "expect_column_values_to_be_in_set",
            Map.of("column", "page", "value_set", List.of("a")),
            Severity.ERROR,
            RowAction.QUARANTINE);

    /** A source may name a gate in place of expectations of its own, and then the batch lane knows no other rules. */
    @Test
    void rowRulesAreThoseOfTheSourcesGate() {
        Source source = StreamSources.clicks("clicks", new Source.Stream("raw", "json", false));
        Gate named = new Gate("clicks_known", List.of(KNOWN), Gate.Policy.defaults());
        AcceptFactory factory =
                new AcceptFactory(new CatalystExpressionCompiler(), new AvroSchemas(List.of()), asked -> named);

        AcceptApp app = factory.app(new HostedStream(
                new DefinitionRef("source", "clicks", "v1", "f"),
                source,
                AcceptRules.of(source, List.of(), 1, 1, RejectedRanges.NONE),
                1,
                null,
                null,
                AppSettings.local("none:0", Path.of("nowhere"))));

        assertThat(app.expectations()).containsExactly(KNOWN);
    }
}
