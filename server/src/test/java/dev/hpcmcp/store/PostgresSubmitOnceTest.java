package dev.hpcmcp.store;

class PostgresSubmitOnceTest extends SubmitOnceContract {
    @Override
    String fresh() {
        return Postgres.fresh();
    }
}
