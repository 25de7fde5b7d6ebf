package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobRequestBuilder;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.JobControlContract;
import dev.hpcmcp.port.Patience;
import dev.hpcmcp.rest.Pace;
import dev.hpcmcp.rest.Rest;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class S9sJobsContractTest extends JobControlContract {
    private final FakeS9s server = S9sFixture.fake();
    private final Pace pace = new Pace(Clock.systemUTC(), time -> {}, () -> 0);
    private final Rest rest = new Rest(pace);
    private final S9sBackend s9s =
            new S9sBackend(S9sSettings.usual("lab", server.url(), S9sFixture::account), rest, pace);

    @AfterEach
    void close() {
        rest.close();
        server.close();
    }

    @Override
    protected Backend backend() {
        return s9s;
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
        return new JobRequestBuilder().command(List.of(command)).build();
    }

    @Override
    protected Job await(JobId id, JobState state) {
        Job job = Patience.until(state.name(), () -> find(id), one -> one.state() == state);
        if (state == JobState.FINISHED) {
            server.print(id.value(), "hello\n");
        }
        return job;
    }
}
