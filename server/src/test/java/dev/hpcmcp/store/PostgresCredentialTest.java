package dev.hpcmcp.store;

class PostgresCredentialTest extends CredentialContract {
    @Override
    String fresh() {
        return Postgres.fresh();
    }
}
