package dev.hpcmcp.store;

import dev.hpcmcp.guard.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A record of the audit in its chain.
 *
 * @param prev the hash of the one before
 * @param body the record as JSON, exactly as it was hashed
 */
public record Link(
        long seq, String prev, String hash, Instant at, String caller, String tool, String body) {
    static final String COLUMNS = "seq, prev, hash, at, caller, tool, body";

    static Link after(Head head, Line line) {
        long seq = head.seq() + 1;
        return new Link(
                seq,
                head.hash(),
                hash(head.hash(), seq, line.body()),
                line.at(),
                line.caller(),
                line.tool(),
                line.body());
    }

    private static String hash(String prev, long seq, String body) {
        return Digest.sha256(prev + "\n" + seq + "\n" + body);
    }

    static Link read(ResultSet row) throws SQLException {
        return new Link(
                row.getLong("seq"),
                row.getString("prev"),
                row.getString("hash"),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getString("caller"),
                row.getString("tool"),
                row.getString("body"));
    }

    /** Whether it is as it was written; that of its columns which the hash covers only in JSON. */
    boolean intact() {
        return hash(prev, seq, body).equals(hash) && Line.agrees(this);
    }

    Head head() {
        return new Head(seq, hash);
    }

    /** With all that is needed to check it away from the database. */
    public String json() {
        return "{\"seq\":%d,\"prev\":\"%s\",\"hash\":\"%s\",\"record\":%s}"
                .formatted(seq, prev, hash, body);
    }
}
