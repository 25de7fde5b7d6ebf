package dev.hpcmcp.store;

class PostgresLedgerTest extends LedgerContract {
    @Override
    String fresh() {
        return Postgres.fresh();
    }
}
