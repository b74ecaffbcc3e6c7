package io.sluice.activities.expression;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.trees.Origin;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Scala trees as Java sees them. */
final class Trees {
    private Trees() {}

    static List<Expression> children(Expression expression) {
        return new ArrayList<>(JavaConverters.seqAsJavaList(expression.children()));
    }

    static <T> Seq<T> seq(List<T> list) {
        return JavaConverters.asScalaBuffer(list).toList();
    }

    /** Where an expression begins in its text; -1 when its parser did not say. */
    static int position(Expression expression, String text) {
        Origin origin = expression.origin();
        return position(origin.line(), origin.startPosition(), text);
    }

    /** An offset in characters from Catalyst's line (from 1) and position in it (from 0). */
    static int position(Option<Object> line, Option<Object> startPosition, String text) {
        if (line.isEmpty() || startPosition.isEmpty()) {
            return -1;
        }
        int offset = 0;
        for (int n = 1; n < (Integer) line.get(); n++) {
            offset = text.indexOf('\n', offset) + 1;
        }
        return Math.min(offset + (Integer) startPosition.get(), text.length());
    }
}
