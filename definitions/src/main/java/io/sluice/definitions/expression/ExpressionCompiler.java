package io.sluice.definitions.expression;

import io.sluice.definitions.model.Column;
import java.util.List;

/** Compiles filters and values (Spark SQL scalar expressions, contract §2) against a source's columns. */
public interface ExpressionCompiler {
    /**
     * Parses, resolves, checks against the allow-list and types an expression. Deterministic; needs no server.
     *
     * @throws ExpressionException with a sentence and the position inside the text
     */
    CompiledExpression compile(String text, List<Column> columns);
}
