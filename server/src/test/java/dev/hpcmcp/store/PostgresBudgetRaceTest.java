package dev.hpcmcp.store;

class PostgresBudgetRaceTest extends BudgetRaceContract {
    @Override
    String fresh() {
        return Postgres.fresh();
    }
}
