package io.sluice.definitions.reading.feature;

import io.sluice.definitions.expression.ExpressionException;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.reading.Scope;
import io.sluice.definitions.yaml.Text;
import java.util.List;
import java.util.Optional;

/** Compiles filters and values so that their errors are found before anything runs. */
final class ExpressionReader {
    private final Scope scope;
    private final List<Column> columns;

    ExpressionReader(Scope scope, List<Column> columns) {
        this.scope = scope;
        this.columns = columns;
    }

    void filter(Text text) {
        type(text)
                .filter(type -> !type.equals(DataType.BOOLEAN))
                .ifPresent(type -> scope.findings()
                        .add(
                                text.place(),
                                "a filter must be true or false, but this one gives a " + type + ": " + text.value()));
    }

    Optional<DataType> type(Text text) {
        try {
            return Optional.of(scope.compiler().compile(text.value(), columns).type());
        } catch (ExpressionException wrong) {
            wrong.all()
                    .forEach(each -> scope.findings().add(text.at(each.position()), String.valueOf(each.getMessage())));
            return Optional.empty();
        }
    }
}
