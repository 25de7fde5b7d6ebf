package dev.hpcmcp.store;

class PostgresBudgetTest extends BudgetContract {
    @Override
    String fresh() {
        return Postgres.fresh();
    }
}
