package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.backend.slurm.SlurmSettings.Credential;
import dev.hpcmcp.port.Secret;
import dev.hpcmcp.rest.Pace;
import dev.hpcmcp.rest.Rest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The cluster that {@code dev/slurm up} started, with many users so that each test has its own. */
final class LiveSlurm {
    static final String URL = "HPC_MCP_SLURM_URL";
    private static final Set<String> BUSY = new HashSet<>();
    private static final AtomicInteger USERS = new AtomicInteger();

    final Rest rest = new Rest(Pace.real());

    /** Somebody who has had no job yet, also not in an earlier run. */
    static synchronized String nextUser() {
        if (BUSY.isEmpty()) {
            try (Rest once = new Rest(Pace.real())) {
                Credentials.Pass pass =
                        new Credentials.Pass(
                                named(1), Token.minted(keyBytes(), named(1), Instant.now()));
                BUSY.add(named(0));
                api(once).jobs(pass).forEach(job -> BUSY.add(job.userName().orElse("")));
            }
        }
        String user = named(0);
        while (BUSY.contains(user)) {
            user = named(USERS.incrementAndGet());
        }
        return user;
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

    SlurmBackend withKey() {
        return backend(new Credential.Key(key(), Optional.empty(), Set.of()));
    }

    SlurmBackend withToken(String user, byte[] key, Instant when) {
        return backend(new Credential.Token(user, Token.minted(key, user, when)));
    }

    SlurmBackend withToken(String user, Secret token) {
        return backend(new Credential.Token(user, token));
    }

    static byte[] keyBytes() {
        try {
            return Files.readAllBytes(key());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    SlurmApi api() {
        return api(rest);
    }

    private static SlurmApi api(Rest rest) {
        return new SlurmApi(
                rest, dev.hpcmcp.rest.Endpoint.of("live", environment(URL)), Optional.empty());
    }

    private SlurmBackend backend(Credential credential) {
        SlurmSettings settings =
                SlurmSettings.usual("live", environment(URL), credential).readingFiles();
        return new SlurmBackend(settings, rest, Clock.systemUTC());
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
