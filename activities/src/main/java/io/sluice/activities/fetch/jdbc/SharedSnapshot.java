package io.sluice.activities.fetch.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One state of a database for several connections. PostgreSQL can share one; elsewhere each connection reads what is committed
 * when it begins.
 *
 * @param sessionStatement what each further connection says first; empty for nothing
 */
record SharedSnapshot(String sessionStatement) {
    /** Opens a snapshot that lives as long as the connection's transaction. */
    static SharedSnapshot open(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        if (!connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
            return new SharedSnapshot("");
        }
        try (Statement statement = connection.createStatement();
                ResultSet exported = statement.executeQuery("SELECT pg_export_snapshot()")) {
            exported.next();
            return new SharedSnapshot("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;"
                    + " SET TRANSACTION SNAPSHOT '" + exported.getString(1) + "';"
                    // Instants come as texts: with an offset that everybody can read.
                    + " SET LOCAL TIME ZONE 'UTC'");
        }
    }
}
