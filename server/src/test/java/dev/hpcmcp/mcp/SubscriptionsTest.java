package dev.hpcmcp.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.spec.PublishedTool;
import dev.hpcmcp.tool.Answer;
import dev.hpcmcp.tool.Client;
import dev.hpcmcp.tool.JobNow;
import dev.hpcmcp.tool.Toolbox;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class SubscriptionsTest {
    private static final JobNow RUNNING = new JobNow("running", false);
    private static final JobNow ENDED = new JobNow("finished", true);
    private static final String URI = "hpc://lab/jobs/7";

    private final OneJob job = new OneJob();
    private final Engine engine = new Engine(new ServerCard("test", "Test", "1", ""), job);
    private final BlockingQueue<Letter> heard = new LinkedBlockingQueue<>();
    private final Conversation conversation =
            engine.open(
                            InitializeRequest.builder(
                                            "2025-11-25",
                                            ClientCapabilities.builder().build(),
                                            Implementation.builder("t", "1").build())
                                    .build(),
                            8)
                    .conversation();

    @BeforeEach
    void subscribe() throws InterruptedException {
        Caller alice = FakeToolbox.ALICE;
        var request = new JSONRPCRequest("resources/subscribe", 1, Map.of("uri", URI));
        assertThat(engine.subscriptions().problem(request, alice, conversation.id())).isEmpty();
        engine.subscriptions().noted(request, alice, conversation);
    }

    @AfterEach
    void close() {
        conversation.close();
    }

    private Runnable listen() {
        job.mayLook = true;
        return conversation.listen(heard::add);
    }

    private String said() throws InterruptedException {
        return new String(heard.take().json(), UTF_8);
    }

    @Test
    void whoListensIsToldOfTheEnd() throws Exception {
        Runnable leave = listen();
        assertThat(job.looks.take()).as("somebody listened").isTrue();
        job.seen.add(ENDED);
        assertThat(said()).contains("notifications/resources/updated", URI);
        leave.run();
    }

    @Test
    void nobodyLooksWhileNobodyListensAndWhatChangedMeanwhileIsToldAfterwards() throws Exception {
        Runnable leave = listen();
        assertThat(job.looks.take()).as("somebody listened").isTrue();
        leave.run();
        job.mayLook = false;
        job.seen.add(RUNNING);
        Runnable leaveAgain = listen();
        assertThat(job.looks.take()).as("somebody listened again").isTrue();
        job.seen.add(ENDED);
        assertThat(said()).contains(URI);
        leaveAgain.run();
        assertThat(job.looks).isEmpty();
    }

    @Test
    void itEndsWithItsSessionWhetherOrNotSomebodyListened() throws Exception {
        Thread follower = engine.subscriptions().followers().getFirst();
        conversation.close();
        follower.join();
        assertThat(job.looks).isEmpty();
    }

    /** A job that runs until it is said to have ended. */
    private static final class OneJob implements Toolbox {
        /** Whether each look came when it might. */
        final BlockingQueue<Boolean> looks = new LinkedBlockingQueue<>();

        final BlockingQueue<JobNow> seen = new LinkedBlockingQueue<>();
        volatile boolean mayLook;

        @Override
        public List<PublishedTool> all() {
            return List.of();
        }

        @Override
        public List<PublishedTool> visible(Caller caller) {
            return List.of();
        }

        @Override
        public Answer call(
                Caller caller, String tool, Map<String, Object> arguments, Client client) {
            return Answer.failed("there are no tools");
        }

        @Override
        public Optional<JobNow> change(
                Caller caller, String cluster, String jobId, JobNow before, Duration patience)
                throws InterruptedException {
            if (patience.isZero()) {
                return Optional.of(RUNNING);
            }
            looks.add(mayLook);
            return Optional.of(seen.take());
        }
    }
}
