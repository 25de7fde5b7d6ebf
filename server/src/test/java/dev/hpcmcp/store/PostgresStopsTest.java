package dev.hpcmcp.store;

class PostgresStopsTest extends StopsContract {
    @Override
    String fresh() {
        return Postgres.fresh();
    }
}
