package dev.hpcmcp.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The end of the chain: how many records it has had, and the hash of the last. */
record Head(long seq, String hash) {
    static final Head START = new Head(0, "");

    /** Nobody else appends before the transaction is over. */
    static Head locked(Sql sql) throws SQLException {
        return sql.first(
                        "update audit_head set seq = seq where chain = ? returning seq, hash",
                        Head::of,
                        "main")
                .orElseThrow(() -> new SQLException("the end of the audit's chain is missing"));
    }

    /**
     * Whether this was still the end of the chain and is followed by the next one now. If so,
     * nobody else appends before the transaction is over.
     */
    boolean followedBy(Head next, Sql sql) throws SQLException {
        return 1
                == sql.change(
                        "update audit_head set seq = ?, hash = ? where chain = ? and seq = ? and hash = ?",
                        next.seq,
                        next.hash,
                        "main",
                        seq,
                        hash);
    }

    static Optional<Head> read(Sql sql) throws SQLException {
        return sql.first("select seq, hash from audit_head where chain = ?", Head::of, "main");
    }

    static Head of(ResultSet row) throws SQLException {
        return new Head(row.getLong("seq"), row.getString("hash"));
    }

    void write(Sql sql) throws SQLException {
        sql.change("update audit_head set seq = ?, hash = ? where chain = ?", seq, hash, "main");
    }
}
