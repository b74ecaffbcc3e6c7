package io.sluice.definitions.expression;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.name.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A derived feature's expression: the closed subset of Spark SQL of contract §2, with three-valued logic.
 *
 * <p>{@code + − * /}, comparison, AND/OR/NOT, CASE, COALESCE, IF, LEAST, GREATEST and numeric CAST over the other features
 * of a view. Types meet as in Spark; a division by zero, an overflow of an integer or decimal and a cast that does not fit
 * are NULL. The same interpreter runs in batch, in streams and in the online reader. Immutable and thread-safe.
 */
public final class DerivedExpression implements CompiledExpression {
    private final DataType type;
    private final Term term;
    private final List<String> references;

    private DerivedExpression(DataType type, Term term, List<String> references) {
        this.type = type;
        this.term = term;
        this.references = references;
    }

    /**
     * Parses and types an expression.
     *
     * @param columns the features it may name; rows for {@link #evaluate} are aligned with them
     * @throws ExpressionException with a sentence and the position
     */
    public static DerivedExpression compile(String text, List<Column> columns) {
        Set<String> references = new LinkedHashSet<>();
        Term term = new DerivedParser(text, (name, position) -> {
                    references.add(name);
                    return column(columns, name, position);
                })
                .parse();
        if (term.type() == null) {
            throw new ExpressionException("The expression is always NULL and has no type: cast it", 0);
        }
        return new DerivedExpression(term.type(), term, List.copyOf(references));
    }

    private static Term column(List<Column> columns, String name, int position) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                int index = i;
                return Term.of(columns.get(i).type(), position, row -> row[index]);
            }
        }
        List<String> names = columns.stream().map(Column::name).toList();
        throw new ExpressionException("Unknown feature " + name + Nearest.hint(name, names), position);
    }

    /**
     * The type of an expression.
     *
     * @throws ExpressionException as {@link #compile}
     */
    public static DataType type(String text, List<Column> columns) {
        return compile(text, columns).type();
    }

    /**
     * The names that an expression uses, in the order of their first use, before anything is known about them: for finding
     * the order in which derived features can be typed.
     *
     * @throws ExpressionException when the text cannot be parsed
     */
    public static List<String> references(String text) {
        Set<String> references = new LinkedHashSet<>();
        new DerivedParser(text, (name, position) -> {
                    references.add(name);
                    return Term.constant(null, position, null);
                })
                .parse();
        return new ArrayList<>(references);
    }

    /** The names it uses, in the order of their first use. */
    public List<String> references() {
        return references;
    }

    @Override
    public DataType type() {
        return type;
    }

    @Override
    public @Nullable Object evaluate(@Nullable Object[] row) {
        return term.value(row);
    }
}
