package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.backend.slurm.SlurmSettings.Credential;
import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Secret;
import dev.hpcmcp.rest.Pace;
import dev.hpcmcp.rest.Rest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The cluster that {@code dev/slurm up} started, with many users so that each test has its own. */
final class LiveSlurm {
    static final String URL = "HPC_MCP_SLURM_URL";

    /** As dev/slurm sets it. */
    private static final Duration MIN_JOB_AGE = Duration.ofSeconds(15);

    /** The two after it are special. */
    private static final int LAST_USER = 93;

    final Rest rest = new Rest(Pace.real());

    /**
     * Somebody who has had no job yet, also not in an earlier run: the accounting forgets nothing.
     */
    static synchronized String nextUser() {
        Path taken = Path.of(environment("HPC_MCP_SLURM_DIR"), "users-taken");
        try {
            int last = Files.exists(taken) ? Integer.parseInt(Files.readString(taken)) : 0;
            if (last == LAST_USER) {
                throw new AssertionError("every user has had jobs: dev/slurm down, and up again");
            }
            Files.writeString(taken, Integer.toString(last + 1));
            return named(last + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String named(int number) {
        return environment("HPC_MCP_SLURM_USERS") + "%02d".formatted(number);
    }

    private static String environment(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }

    private static Path key() {
        return Path.of(environment("HPC_MCP_SLURM_KEY"));
    }

    SlurmFilesBackend withKey() {
        return backend(new Credential.Key(key(), Optional.empty(), Set.of()));
    }

    SlurmBackend withToken(String user, byte[] key, Instant when) {
        return backend(new Credential.Token(user, Token.minted(key, user, when)));
    }

    SlurmBackend withToken(String user, Secret token) {
        return backend(new Credential.Token(user, token));
    }

    static Failure failure(ThrowingCallable call) {
        return SlurmRig.failure(call);
    }

    /** Ends what somebody left. */
    static void endJobs(SlurmBackend backend, Caller who) {
        for (Job job : backend.list(who, JobQuery.all(1000)).items()) {
            if (!job.finished()) {
                backend.cancel(who, job.jobId(), Cancel.POLITELY);
            }
        }
    }

    static Credentials.Pass pass(Caller who) {
        return new Credentials.Pass(
                who.subject(), Token.minted(keyBytes(), who.subject(), Instant.now()));
    }

    static byte[] keyBytes() {
        try {
            return Files.readAllBytes(key());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    SlurmApi api() {
        return new SlurmApi(
                rest, dev.hpcmcp.rest.Endpoint.of("live", environment(URL)), Optional.empty());
    }

    private SlurmFilesBackend backend(Credential credential) {
        return backend(environment(URL), credential);
    }

    private SlurmFilesBackend backend(String url, Credential credential) {
        SlurmSettings settings = SlurmSettings.usual("live", url, credential).readingFiles();
        SlurmSettings.Pace pace = settings.pace().withMinJobAge(MIN_JOB_AGE);
        return new SlurmFilesBackend(settings.at(pace), rest, Clock.systemUTC());
    }

    /** The same cluster by another way. */
    SlurmBackend through(CuttingProxy proxy) {
        return backend(proxy.url(), new Credential.Key(key(), Optional.empty(), Set.of()));
    }

    static String url() {
        return environment(URL);
    }

    /** A user who is an operator there. */
    static String operator() {
        return named(95);
    }

    /** A user with two projects. */
    static String twoProjects() {
        return named(94);
    }

    /** Stops or starts slurmctld. */
    static void controller(String order) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(environment("HPC_MCP_SLURM_SCRIPT"), "controller", order)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError("slurmctld did not " + order);
        }
    }
}
