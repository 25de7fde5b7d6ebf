package dev.hpcmcp.backend.skaha;

/** The same promises of a service as it was when it moved to its second address. */
final class EarlySkahaJobsContractTest extends SkahaJobsContractTest {
    @Override
    Dialect dialect() {
        return Dialect.D2;
    }
}
