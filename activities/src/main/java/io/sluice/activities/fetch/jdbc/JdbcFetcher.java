package io.sluice.activities.fetch.jdbc;

import io.sluice.activities.fetch.Credentials;
import io.sluice.activities.fetch.FetchRequest;
import io.sluice.activities.fetch.Fetcher;
import io.sluice.activities.reader.ReceivedType;
import io.sluice.activities.secret.Secret;
import io.sluice.activities.secret.SecretSource;
import io.sluice.activities.typing.Typing;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads a table or query into Parquet, a file a slice. Rows are sorted in each file, because a database gives them in any order:
 * the same rows make the same bytes and so the same delivery.
 */
public final class JdbcFetcher implements Fetcher {
    private static final int FETCH_SIZE = 10_000;

    private final Credentials credentials;

    public JdbcFetcher(SecretSource secrets) {
        this.credentials = new Credentials(secrets);
    }

    @Override
    public void fetch(SparkSession session, FetchRequest request, Path folder) {
        try (Connection connection = DriverManager.getConnection(request.location(), properties(request))) {
            SharedSnapshot snapshot = SharedSnapshot.open(connection);
            JdbcTable table = new JdbcTable(request, connection.getMetaData().getIdentifierQuoteString());
            List<JdbcColumn> columns = columns(connection, table);
            List<String> conditions = conditions(connection, request, table, columns);
            write(read(session, request, snapshot, table, columns, conditions), folder);
            name(session, folder);
            connection.rollback();
        } catch (Exception e) {
            // Scala throws Spark's checked exceptions as it likes.
            throw new DatabaseFailures(request.source().name(), request.location()).translate(e);
        }
    }

    @Override
    public void probe(FetchRequest request) {
        try (Connection connection = DriverManager.getConnection(request.location(), properties(request))) {
            columns(connection, new JdbcTable(request, connection.getMetaData().getIdentifierQuoteString()));
        } catch (SQLException e) {
            throw new DatabaseFailures(request.source().name(), request.location()).translate(e);
        }
    }

    private Properties properties(FetchRequest request) {
        Properties properties = new Properties();
        credentials
                .find(request, "user_secret")
                .map(Secret::reveal)
                .or(() ->
                        java.util.Optional.ofNullable(request.batch().options().get("user")))
                .ifPresent(user -> properties.setProperty("user", user));
        credentials
                .find(request, "password_secret")
                .ifPresent(password -> properties.setProperty("password", password.reveal()));
        return properties;
    }

    private static List<JdbcColumn> columns(Connection connection, JdbcTable table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery(table.shape())) {
            return JdbcColumn.of(none.getMetaData());
        }
    }

    private static List<String> conditions(
            Connection connection, FetchRequest request, JdbcTable table, List<JdbcColumn> columns)
            throws SQLException {
        String condition = table.condition(columns);
        String sliced = request.option("slice_by", "");
        if (sliced.isEmpty()) {
            return List.of(condition);
        }
        try (Statement statement = connection.createStatement();
                ResultSet bounds = statement.executeQuery(table.bounds(sliced, condition))) {
            bounds.next();
            List<String> edges =
                    Slices.edges(bounds.getBigDecimal(1), bounds.getBigDecimal(2), request.number("slices", 1));
            return table.slices(sliced, edges).stream()
                    .map(slice -> condition + " AND " + slice)
                    .toList();
        }
    }

    private Dataset<Row> read(
            SparkSession session,
            FetchRequest request,
            SharedSnapshot snapshot,
            JdbcTable table,
            List<JdbcColumn> columns,
            List<String> conditions) {
        DataFrameReader reader = session.read().option("fetchsize", request.number("fetch_size", FETCH_SIZE));
        String texts = columns.stream()
                .filter(JdbcColumn::asText)
                .map(column -> "`" + column.name().replace("`", "``") + "` STRING")
                .collect(Collectors.joining(", "));
        if (!texts.isEmpty()) {
            reader = reader.option("customSchema", texts);
        }
        if (!snapshot.sessionStatement().isEmpty()) {
            reader = reader.option("sessionInitStatement", snapshot.sessionStatement());
        }
        return reader.jdbc(request.location(), table.from(), conditions.toArray(String[]::new), properties(request))
                .select(columns.stream().map(JdbcFetcher::described).toArray(Column[]::new));
    }

    private static Column described(JdbcColumn column) {
        Column value = Typing.quoted(column.name());
        return column.asText() ? value.as(column.name(), ReceivedType.metadata(column.type())) : value;
    }

    private static void write(Dataset<Row> rows, Path folder) {
        Column[] all = Arrays.stream(rows.columns()).map(Typing::quoted).toArray(Column[]::new);
        rows.sortWithinPartitions(all).write().parquet(folder.toString());
    }

    /** Names that say nothing about the run, so that a row is found at the same place in every delivery of the same rows. */
    private static void name(SparkSession session, Path folder) throws IOException {
        FileSystem files = folder.getFileSystem(Fetcher.configuration(session));
        List<Path> written = new ArrayList<>();
        for (FileStatus file : files.listStatus(folder, path -> path.getName().startsWith("part-"))) {
            written.add(file.getPath());
        }
        written.sort(null);
        for (int i = 0; i < written.size(); i++) {
            files.rename(written.get(i), new Path(folder, "slice-%06d.parquet".formatted(i + 1)));
        }
    }
}
