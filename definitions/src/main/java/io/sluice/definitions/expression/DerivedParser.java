package io.sluice.definitions.expression;

import io.sluice.definitions.expression.DerivedLexer.Kind;
import io.sluice.definitions.expression.DerivedLexer.Token;
import io.sluice.definitions.model.DataType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Recursive descent over the closed subset of contract §2, typing as it goes. */
final class DerivedParser {
    private static final List<String> RESERVED =
            List.of("AND", "OR", "NOT", "CASE", "WHEN", "THEN", "ELSE", "END", "CAST", "AS", "NULL", "TRUE", "FALSE");
    private static final List<String> COMPARISONS = List.of("=", "==", "<>", "!=", "<", "<=", ">", ">=");

    /** Nesting beyond this is refused, so that a text cannot exhaust the stack. */
    private static final int MAX_DEPTH = 100;

    /** So is a longer text: a chain of operators is as deep as it is long when it is evaluated. */
    private static final int MAX_TOKENS = 1_000;

    private static final int MAX_PRECISION = 38;

    /** What a name stands for. */
    @FunctionalInterface
    interface Resolver {
        /** The column as a term; throws {@link ExpressionException} for an unknown one. */
        Term column(String name, int position);
    }

    private final List<Token> tokens;
    private final Resolver resolver;
    private int at;
    private int depth;

    DerivedParser(String text, Resolver resolver) {
        this.tokens = DerivedLexer.tokens(text);
        this.resolver = resolver;
        if (tokens.size() > MAX_TOKENS) {
            throw new ExpressionException(
                    "The expression is longer than " + MAX_TOKENS + " words and signs",
                    tokens.get(MAX_TOKENS).position());
        }
    }

    Term parse() {
        Term term = expression();
        if (peek().kind() != Kind.END) {
            throw unexpected("the end");
        }
        return term;
    }

    private Term expression() {
        if (++depth > MAX_DEPTH) {
            throw new ExpressionException(
                    "The expression is nested more than " + MAX_DEPTH + " deep", peek().position());
        }
        Term left = conjunction();
        while (peek().is("OR")) {
            int position = next().position();
            left = Operators.logic(true, left, conjunction(), position);
        }
        depth--;
        return left;
    }

    private Term conjunction() {
        Term left = negation();
        while (peek().is("AND")) {
            int position = next().position();
            left = Operators.logic(false, left, negation(), position);
        }
        return left;
    }

    private Term negation() {
        int negations = 0;
        int position = peek().position();
        while (peek().is("NOT")) {
            next();
            negations++;
        }
        Term term = comparison();
        for (int i = 0; i < negations; i++) {
            term = Operators.not(term, position);
        }
        return term;
    }

    private Term comparison() {
        Term left = sum();
        Token token = peek();
        if (token.kind() == Kind.SYMBOL && COMPARISONS.contains(token.text())) {
            next();
            return Operators.comparison(token.text(), left, sum(), token.position());
        }
        return left;
    }

    private Term sum() {
        Term left = product();
        while (peek().is("+") || peek().is("-")) {
            Token operator = next();
            left = Operators.arithmetic(operator.text().charAt(0), left, product(), operator.position());
        }
        return left;
    }

    private Term product() {
        Term left = signed();
        while (peek().is("*") || peek().is("/")) {
            Token operator = next();
            left = Operators.arithmetic(operator.text().charAt(0), left, signed(), operator.position());
        }
        return left;
    }

    private Term signed() {
        List<Token> signs = new ArrayList<>();
        while (peek().is("+") || peek().is("-")) {
            signs.add(next());
        }
        int last = signs.size() - 1;
        Term term;
        if (last >= 0 && signs.get(last).is("-") && peek().kind() == Kind.NUMBER) {
            term = number(next(), "-");
            last--;
        } else {
            term = primary();
        }
        for (int i = last; i >= 0; i--) {
            term = Operators.signed(
                    signs.get(i).text().charAt(0), term, signs.get(i).position());
        }
        return term;
    }

    private Term primary() {
        Token token = peek();
        return switch (token.kind()) {
            case NUMBER -> number(next(), "");
            case STRING -> Term.constant(DataType.STRING, next().position(), token.text());
            case QUOTED -> resolver.column(next().text(), token.position());
            case NAME -> word();
            case SYMBOL, END -> {
                if (!token.is("(")) {
                    throw unexpected("a value");
                }
                next();
                Term inner = expression();
                expect(")");
                yield inner;
            }
        };
    }

    private Term word() {
        Token token = next();
        if (token.is("CASE")) {
            return caseWhen(token.position());
        } else if (token.is("CAST")) {
            return cast(token.position());
        } else if (token.is("NULL")) {
            return Term.constant(null, token.position(), null);
        } else if (token.is("TRUE") || token.is("FALSE")) {
            return Term.constant(DataType.BOOLEAN, token.position(), token.is("TRUE"));
        } else if (RESERVED.contains(token.text().toUpperCase(Locale.ROOT))) {
            at--;
            throw unexpected("a value");
        }
        return peek().is("(") ? call(token) : resolver.column(token.text(), token.position());
    }

    private Term call(Token name) {
        expect("(");
        List<Term> arguments = new ArrayList<>();
        if (!peek().is(")")) {
            arguments.add(expression());
            while (peek().is(",")) {
                next();
                arguments.add(expression());
            }
        }
        expect(")");
        Term call = Functions.call(name.text(), arguments, name.position());
        if (call == null) {
            throw new ExpressionException(
                    "A derived feature cannot call " + name.text() + "; it can use "
                            + String.join(", ", Functions.NAMES),
                    name.position());
        }
        return call;
    }

    private Term caseWhen(int position) {
        @Nullable Term subject = peek().is("WHEN") ? null : expression();
        List<Term> conditions = new ArrayList<>();
        List<Term> values = new ArrayList<>();
        do {
            int when = expect("WHEN").position();
            Term condition = expression();
            conditions.add(subject == null ? condition : Operators.comparison("=", subject, condition, when));
            expect("THEN");
            values.add(expression());
        } while (peek().is("WHEN"));
        Term otherwise = Term.constant(null, position, null);
        if (peek().is("ELSE")) {
            next();
            otherwise = expression();
        }
        expect("END");
        return Functions.choose(conditions, values, otherwise, position);
    }

    private Term cast(int position) {
        expect("(");
        Term term = expression();
        expect("AS");
        DataType type = type();
        expect(")");
        return Functions.cast(term, type, position);
    }

    private DataType type() {
        Token name = next();
        return switch (name.text().toLowerCase(Locale.ROOT)) {
            case "int", "integer" -> DataType.INT;
            case "bigint", "long" -> DataType.BIGINT;
            case "double" -> DataType.DOUBLE;
            case "decimal", "numeric" -> decimal(name.position());
            default ->
                throw new ExpressionException(
                        "CAST is to int, bigint, double or decimal(p,s), not " + name.text(), name.position());
        };
    }

    private DataType decimal(int position) {
        if (!peek().is("(")) {
            return DataType.decimal(10, 0);
        }
        expect("(");
        int precision = small();
        int scale = 0;
        if (peek().is(",")) {
            next();
            scale = small();
        }
        expect(")");
        if (precision < 1 || precision > MAX_PRECISION || scale > precision) {
            throw new ExpressionException(
                    "decimal(" + precision + "," + scale + ") is no type: it has 1 to 38 digits", position);
        }
        return DataType.decimal(precision, scale);
    }

    private int small() {
        Token token = next();
        if (token.kind() != Kind.NUMBER || !token.text().matches("[0-9]{1,4}")) {
            throw new ExpressionException("Expected a number of digits, not " + token.text(), token.position());
        }
        return Integer.parseInt(token.text());
    }

    private Term number(Token token, String sign) {
        String text = token.text();
        String digits = text.replaceFirst("[LlDd]$", "");
        try {
            if (text.matches("[0-9]+[Ll]")) {
                return Term.constant(DataType.BIGINT, token.position(), Long.valueOf(sign + digits));
            } else if (text.matches(".*[eE].*") || !digits.equals(text)) {
                return real(token, Double.parseDouble(sign + digits));
            }
            return exact(token, new BigDecimal(sign + text));
        } catch (NumberFormatException e) {
            throw new ExpressionException("Cannot read the number " + sign + text, token.position());
        }
    }

    private static Term real(Token token, double value) {
        if (NumericTypes.inside(value) == null) {
            throw new ExpressionException(
                    "a double is less than 10^18 in size, and " + token.text() + " is not", token.position());
        }
        return Term.constant(DataType.DOUBLE, token.position(), value);
    }

    private Term exact(Token token, BigDecimal value) {
        int precision = Math.max(value.precision(), value.scale());
        if (precision > MAX_PRECISION) {
            throw new ExpressionException("A number has at most 38 digits", token.position());
        }
        if (token.text().contains(".")) {
            return Term.constant(DataType.decimal(precision, value.scale()), token.position(), value);
        }
        int bits = value.toBigInteger().bitLength();
        if (bits < Integer.SIZE) {
            return new Term(DataType.INT, token.position(), value, row -> value.intValue());
        } else if (bits < Long.SIZE) {
            return new Term(DataType.BIGINT, token.position(), value, row -> value.longValue());
        }
        return Term.constant(DataType.decimal(precision, 0), token.position(), value);
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token next() {
        Token token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    private Token expect(String wanted) {
        if (!peek().is(wanted)) {
            throw unexpected(wanted);
        }
        return next();
    }

    private ExpressionException unexpected(String wanted) {
        Token found = peek();
        String shown = found.kind() == Kind.END ? "the end" : found.text();
        return new ExpressionException("Expected " + wanted + ", not " + shown, found.position());
    }
}
