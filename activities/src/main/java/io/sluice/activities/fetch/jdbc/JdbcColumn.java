package io.sluice.activities.fetch.jdbc;

import io.sluice.activities.reader.ReceivedType;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A column as a database describes it.
 *
 * @param asText whether its values are fetched as the database writes them: decimals of any size, instants and days with their
 *     infinities, and types that only the database knows lose nothing that way
 * @param type what those texts are, as a Spark type; {@link ReceivedType#ANY} where it has none
 * @param zoned whether it is a timestamp with a time zone
 * @param temporal whether it is a timestamp or a day
 */
record JdbcColumn(String name, boolean asText, String type, boolean zoned, boolean temporal) {
    private static final int WIDEST_DECIMAL = 38;

    static List<JdbcColumn> of(ResultSetMetaData columns) throws SQLException {
        List<JdbcColumn> all = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            all.add(of(columns, i));
        }
        return all;
    }

    private static JdbcColumn of(ResultSetMetaData columns, int i) throws SQLException {
        String name = columns.getColumnLabel(i);
        String databaseType = columns.getColumnTypeName(i).toLowerCase(Locale.ROOT);
        boolean zoned = databaseType.equals("timestamptz") || databaseType.contains("with time zone");
        return switch (columns.getColumnType(i)) {
            case Types.NUMERIC, Types.DECIMAL ->
                new JdbcColumn(name, true, decimal(columns.getPrecision(i), columns.getScale(i)), false, false);
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
                new JdbcColumn(name, true, zoned ? "timestamp" : "timestamp_ntz", zoned, true);
            case Types.DATE -> new JdbcColumn(name, true, "date", false, true);
            case Types.OTHER, Types.TIME, Types.TIME_WITH_TIMEZONE, Types.STRUCT, Types.SQLXML ->
                new JdbcColumn(name, true, ReceivedType.ANY, false, false);
            default -> new JdbcColumn(name, false, "", false, false);
        };
    }

    private static String decimal(int precision, int scale) {
        boolean bounded = precision > 0 && precision <= WIDEST_DECIMAL && scale >= 0 && scale <= precision;
        return bounded ? "decimal(" + precision + "," + scale + ")" : "decimal(38,18)";
    }
}
