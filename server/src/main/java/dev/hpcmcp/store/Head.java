package dev.hpcmcp.store;

import java.sql.SQLException;
import java.util.Optional;

/** The end of the chain: how many records it has had, and the hash of the last. */
record Head(long seq, String hash) {
    static final Head START = new Head(0, "");

    /** Nobody else appends before the transaction is over. */
    static Head locked(Sql sql) throws SQLException {
        int rows = sql.change("update audit_head set seq = seq where chain = ?", "main");
        if (rows == 0) {
            throw new SQLException("the end of the audit's chain is missing");
        }
        return read(sql).orElseThrow();
    }

    static Optional<Head> read(Sql sql) throws SQLException {
        return sql.first(
                "select seq, hash from audit_head where chain = ?",
                row -> new Head(row.getLong("seq"), row.getString("hash")),
                "main");
    }

    void write(Sql sql) throws SQLException {
        sql.change("update audit_head set seq = ?, hash = ? where chain = ?", seq, hash, "main");
    }
}
