package dev.hpcmcp.backend.skaha;

/** The same promises of a service as it was at first. */
final class OldSkahaJobsContractTest extends SkahaJobsContractTest {
    @Override
    Dialect dialect() {
        return Dialect.D1;
    }
}
