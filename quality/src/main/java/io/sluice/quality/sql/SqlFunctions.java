package io.sluice.quality.sql;

import io.sluice.quality.python.JsonSchemas;
import io.sluice.quality.python.PythonJson;
import io.sluice.quality.python.PythonRegex;
import io.sluice.quality.python.TimeFormat;
import io.sluice.quality.python.UndecidedException;
import io.sluice.quality.python.date.DateText;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * The functions that expectations use beside Spark's own, all of one text. A null gives null; a text that cannot be
 * decided on stops the job, or gives null where it is asked to.
 */
public final class SqlFunctions {
    private static final String FIND = "sluice_find";
    private static final String TIME = "sluice_time";
    private static final String DATE = "sluice_date";
    private static final String JSON = "sluice_json";
    private static final String JSON_SCHEMA = "sluice_json_schema";

    /** The same function, which gives null for what it cannot decide. */
    private static final String TRY = "_try";

    private static final ConcurrentMap<String, TimeFormat> FORMATS = new ConcurrentHashMap<>();

    private SqlFunctions() {}

    /** Makes the functions known to a session; again and again changes nothing. */
    public static void register(SparkSession session) {
        if (!session.sessionState().functionRegistry().functionExists(new FunctionIdentifier(FIND))) {
            register(session, FIND, (text, regex) -> PythonRegex.of(regex).find(text));
            register(session, JSON_SCHEMA, (text, schema) -> JsonSchemas.accepts(schema, text));
            register(
                    session,
                    TIME,
                    (text, format) ->
                            FORMATS.computeIfAbsent(format, TimeFormat::of).matches(text));
            UDF1<@Nullable String, @Nullable Boolean> json =
                    text -> text == null ? null : (Boolean) PythonJson.isParseable(text);
            session.udf().register(JSON, json, DataTypes.BooleanType);
            UDF1<@Nullable String, @Nullable Boolean> date =
                    text -> text == null ? null : (Boolean) DateText.isParseable(text);
            session.udf().register(DATE, date, DataTypes.BooleanType);
        }
    }

    private static void register(SparkSession session, String name, Decision decision) {
        UDF2<@Nullable String, String, @Nullable Boolean> strict =
                (text, argument) -> text == null ? null : (Boolean) decision.decide(text, argument);
        UDF2<@Nullable String, String, @Nullable Boolean> lenient =
                (text, argument) -> text == null ? null : decision.decideOrNull(text, argument);
        session.udf().register(name, strict, DataTypes.BooleanType);
        session.udf().register(name + TRY, lenient, DataTypes.BooleanType);
    }

    /** Whether a regular expression of Python finds a match in a text. */
    public static String find(String term, String regex) {
        return FIND + "(" + term + ", " + Literal.text(regex) + ")";
    }

    /** Whether a text is a time in a format of Python. */
    public static String isTime(String term, String format) {
        return TIME + "(" + term + ", " + Literal.text(format) + ")";
    }

    /** Whether a text is a date or a time in any form that Python's dateutil knows. */
    public static String isDate(String term) {
        return DATE + "(" + term + ")";
    }

    /** Whether a text is JSON. */
    public static String isJson(String term) {
        return JSON + "(" + term + ")";
    }

    /** Whether a text is JSON that a JSON Schema accepts. */
    public static String acceptsJson(String term, String schema) {
        return JSON_SCHEMA + "(" + term + ", " + Literal.text(schema) + ")";
    }

    /** The same SQL, where what cannot be decided is null. */
    public static String lenient(String sql) {
        return sql.replace(FIND + "(", FIND + TRY + "(").replace(JSON_SCHEMA + "(", JSON_SCHEMA + TRY + "(");
    }

    /** Says yes or no about a text. */
    @FunctionalInterface
    private interface Decision extends java.io.Serializable {
        boolean decide(String text, String argument);

        default @Nullable Boolean decideOrNull(String text, String argument) {
            try {
                return decide(text, argument);
            } catch (UndecidedException undecided) {
                return null;
            }
        }
    }
}
