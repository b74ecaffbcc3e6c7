package io.sluice.definitions.project;

import io.sluice.definitions.expression.CompiledExpression;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.expression.ExpressionException;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Knows columns, literals and operators, which is enough for reading projects; Catalyst knows the rest. */
final class WordCompiler implements ExpressionCompiler {
    private static final Pattern TOKEN = Pattern.compile("'[^']*'|[A-Za-z_][A-Za-z0-9_]*|\\d+|\\S");

    @Override
    public CompiledExpression compile(String text, List<Column> columns) {
        DataType type = null;
        Matcher tokens = TOKEN.matcher(text);
        while (tokens.find()) {
            type = next(tokens, columns, type);
        }
        DataType found = type == null ? DataType.STRING : type;
        return new CompiledExpression() {
            @Override
            public DataType type() {
                return found;
            }

            @Override
            public @Nullable Object evaluate(@Nullable Object[] row) {
                throw new UnsupportedOperationException("Only types are known here");
            }
        };
    }

    private static @Nullable DataType next(Matcher tokens, List<Column> columns, @Nullable DataType before) {
        String token = tokens.group();
        if ("=<>".contains(token)) {
            return DataType.BOOLEAN;
        }
        if (!token.matches("[A-Za-z_][A-Za-z0-9_]*") || token.equals("false") || token.equals("true")) {
            return before;
        }
        Column column = columns.stream()
                .filter(candidate -> candidate.name().equals(token))
                .findFirst()
                .orElseThrow(() -> new ExpressionException("there is no column " + token, tokens.start()));
        return before == null ? column.type() : before;
    }
}
