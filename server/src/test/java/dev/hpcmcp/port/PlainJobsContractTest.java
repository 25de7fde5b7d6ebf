package dev.hpcmcp.port;

/** A cluster that has jobs and nothing else. */
final class PlainJobsContractTest extends FakeJobsContractTest {
    private final Backend plain = fake.offering(Jobs.class);

    @Override
    protected Backend backend() {
        return plain;
    }
}
