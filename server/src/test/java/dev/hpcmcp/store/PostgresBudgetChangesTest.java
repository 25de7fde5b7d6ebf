package dev.hpcmcp.store;

class PostgresBudgetChangesTest extends BudgetChangesContract {
    @Override
    String fresh() {
        return Postgres.fresh();
    }
}
