package io.sluice.workers.host;

import static java.util.Objects.requireNonNullElse;

import io.sluice.activities.gate.audit.Guards;
import io.sluice.activities.registry.RegisteredDefinitions;
import io.sluice.activities.table.gate.RejectedRangeRow;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.RowCodec;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.gate.Gate;
import io.sluice.quality.audit.FailingRows;
import io.sluice.workers.accept.Redecision.Rejected;
import java.util.List;
import java.util.Optional;

/**
 * What people took out of a stream: whole ranges of the log, and of a range that was remediated with QUARANTINE_ROWS the rows that
 * fail its rules. Rules that no row alone answers take the whole range (decision 069).
 */
final class RejectedRows {
    private final List<RejectedRangeRow> ranges;
    private final Source source;
    private final Guards guards;
    private final ExpressionCompiler compiler;
    private final RowCodec codec;

    RejectedRows(List<RejectedRangeRow> ranges, Source source, Guards guards, ExpressionCompiler compiler) {
        this.ranges = ranges;
        this.source = source;
        this.guards = guards;
        this.compiler = compiler;
        this.codec = new RowCodec(source.schema());
    }

    /** In a partition, of an incarnation. Those of earlier ones are out already: what they rejected has that verdict. */
    Rejected in(int partition, long epoch) {
        List<Rejected> each = ranges.stream()
                .filter(range -> range.partition() == partition && range.epoch() == epoch)
                .map(this::of)
                .toList();
        return new Rejected() {
            @Override
            public boolean covers(long offset) {
                return each.stream().anyMatch(range -> range.covers(offset));
            }

            @Override
            public boolean contains(long offset, LogRecord record) {
                return each.stream().anyMatch(range -> range.contains(offset, record));
            }
        };
    }

    private Rejected of(RejectedRangeRow range) {
        Optional<FailingRows> failing = range.rules().isEmpty() ? Optional.empty() : failing(range.rules());
        return new Rejected() {
            @Override
            public boolean covers(long offset) {
                return range.from() <= offset && offset < range.to();
            }

            @Override
            public boolean contains(long offset, LogRecord record) {
                return covers(offset) && (failing.isEmpty() || fails(failing.get(), record));
            }
        };
    }

    private boolean fails(FailingRows failing, LogRecord record) {
        return record.verdict().counts()
                && failing.contains(codec.decode(record.stamped().row()));
    }

    private Optional<FailingRows> failing(List<String> rules) {
        String name = requireNonNullElse(source.gate(), RegisteredDefinitions.IMPLICIT);
        Gate gate = guards.guard(name, "trusted." + source.name()).gate();
        return FailingRows.of(gate.expectations(), rules, source.schema(), compiler);
    }
}
