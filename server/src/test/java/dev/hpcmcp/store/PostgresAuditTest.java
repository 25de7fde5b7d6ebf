package dev.hpcmcp.store;

class PostgresAuditTest extends AuditContract {
    @Override
    String fresh() {
        return Postgres.fresh();
    }
}
