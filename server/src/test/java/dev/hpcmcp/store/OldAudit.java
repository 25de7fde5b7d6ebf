package dev.hpcmcp.store;

/** Two records as they were written before records could name the ids of clusters. */
final class OldAudit {
    static final String FIRST_HASH =
            "2b02f8668d8ee1607e4329ee841a4587de684a8860cf1ce9a26479341a09af50";
    static final String SECOND_HASH =
            "6ec3385f2a918c248cc14e148df756db0943b3b2eab3ba6aaad1cb0aa506142c";

    private static final String RECORD =
            """
            {"id":"id-NAME","kind":"end","time":"2026-03-01T12:00:00Z","caller":"NAME",\
            "token":"t1","client":"agent 1.0","tool":"cancel_job","cluster":"here",\
            "jobs":["1","2"],\
            "digest":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",\
            "decision":"allowed","outcome":"ok","latency_ms":3}\
            """;

    private OldAudit() {}

    static String record(String caller) {
        return RECORD.replace("NAME", caller);
    }

    static void into(Database database) {
        database.write(sql -> {
            String insert =
                    "insert into audit (seq, prev, hash, at, caller, tool, body)"
                            + " values (?, ?, ?, 1772366400000, ?, 'cancel_job', ?)";
            sql.change(insert, 1, "", FIRST_HASH, "alice", record("alice"));
            sql.change(insert, 2, FIRST_HASH, SECOND_HASH, "bob", record("bob"));
            return sql.change("update audit_head set seq = 2, hash = ?", SECOND_HASH);
        });
    }
}
