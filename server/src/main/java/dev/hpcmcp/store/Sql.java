package dev.hpcmcp.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * An open connection, and statements with their arguments; an empty {@link Optional} is a null.
 * Those that were used last stay prepared: to prepare one takes as long as to run it.
 */
final class Sql implements AutoCloseable {
    static final int KEPT = 50;

    private final Connection connection;
    private final LinkedHashMap<String, PreparedStatement> kept =
            new LinkedHashMap<>(16, 0.75f, true);

    Sql(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    boolean alive() throws SQLException {
        return connection.isValid(2);
    }

    /** Something to do with the database. */
    interface Work<T> {
        T with(Sql sql) throws SQLException;
    }

    /** Reads one row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** How many rows it changed. */
    int change(String sql, Object... arguments) throws SQLException {
        return prepared(sql, arguments).executeUpdate();
    }

    <T> List<T> all(String sql, Row<T> row, Object... arguments) throws SQLException {
        try (ResultSet rows = prepared(sql, arguments).executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(row.read(rows));
            }
            return found;
        }
    }

    <T> Optional<T> first(String sql, Row<T> row, Object... arguments) throws SQLException {
        return all(sql, row, arguments).stream().findFirst();
    }

    /** A setting of the connection's. Never kept: it may take effect while it is prepared. */
    Optional<String> setting(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return Optional.empty();
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
            }
        }
    }

    /** What is done so is done whole or not at all. */
    <T> T transaction(Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        boolean done = false;
        try {
            T result = work.with(this);
            done = true;
            return result;
        } finally {
            if (!done) {
                connection.rollback();
            }
            connection.setAutoCommit(true); // commits
        }
    }

    private PreparedStatement prepared(String sql, Object... arguments) throws SQLException {
        PreparedStatement statement = kept.get(sql);
        if (statement == null) {
            makeRoom();
            statement = connection.prepareStatement(sql);
            kept.put(sql, statement);
        }
        for (int i = 0; i < arguments.length; i++) {
            Object argument =
                    arguments[i] instanceof Optional<?> maybe ? maybe.orElse(null) : arguments[i];
            statement.setObject(i + 1, argument);
        }
        return statement;
    }

    private void makeRoom() throws SQLException {
        if (kept.size() >= KEPT) {
            kept.pollFirstEntry().getValue().close();
        }
    }

    /** For tests: how many statements stay prepared. */
    int kept() {
        return kept.size();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
