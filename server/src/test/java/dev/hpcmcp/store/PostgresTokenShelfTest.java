package dev.hpcmcp.store;

class PostgresTokenShelfTest extends TokenShelfContract {
    @Override
    String fresh() {
        return Postgres.fresh();
    }
}
