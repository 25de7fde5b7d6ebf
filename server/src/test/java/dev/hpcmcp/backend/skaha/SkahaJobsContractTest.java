package dev.hpcmcp.backend.skaha;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobRequestBuilder;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.JobControlContract;
import dev.hpcmcp.port.Patience;
import dev.hpcmcp.rest.Pace;
import dev.hpcmcp.rest.Rest;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Whole flows against a service that remembers. */
class SkahaJobsContractTest extends JobControlContract {
    private final Rest rest = new Rest(Pace.real());
    private FakeSkaha server;
    private SkahaBackend skaha;

    Dialect dialect() {
        return Dialect.D3;
    }

    @BeforeEach
    void open() throws IOException {
        server = new FakeSkaha(dialect());
        skaha = new SkahaBackend(server.settings(), rest, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        rest.close();
        server.close();
    }

    @Override
    protected Backend backend() {
        return skaha;
    }

    @Override
    protected JobRequest succeeding() {
        return running("echo", "hello");
    }

    @Override
    protected JobRequest failing() {
        return running("false");
    }

    @Override
    protected JobRequest lasting() {
        return running("sleep", "1000");
    }

    private static JobRequest running(String... command) {
        return new JobRequestBuilder()
                .image("skaha/terminal:1.1.2")
                .command(List.of(command))
                .build();
    }

    @Override
    protected Job await(JobId id, JobState state) {
        return Patience.until(state.name(), () -> find(id), job -> job.state() == state);
    }

    /** The service has no times of ending, and forgets what is deleted. */
    @Override
    protected boolean keepsWhatHasEnded() {
        return false;
    }

    /** All callers are the person whose token is configured. */
    @Override
    protected Optional<Caller> somebodyElse() {
        return Optional.empty();
    }

    @Override
    protected JobId unknownId() {
        return new JobId("zzzz9999");
    }
}
