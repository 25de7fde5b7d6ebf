package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How one slurmrestd is reached and as whom.
 *
 * @param version the API version to use, such as {@code v0.0.38}; else the newest it serves
 * @param directory where jobs run that name no directory, with {@code %u} for the user; else their
 *     home as this machine knows it
 * @param readsFiles whether jobs' output files are visible to this process and may be read
 * @param pace how fast things go there
 */
public record SlurmSettings(
        String id,
        String title,
        String url,
        Credential credential,
        Optional<String> version,
        Optional<String> directory,
        boolean readsFiles,
        Pace pace) {
    /**
     * How fast things go there.
     *
     * @param pollFloor how often one may look
     * @param timeout how long a call may take; when the controller is away slurmrestd takes ten
     *     seconds to say so
     * @param minJobAge for how long the controller remembers a finished job: the site's MinJobAge
     */
    public record Pace(Duration pollFloor, Duration timeout, Duration minJobAge) {
        static final Pace USUAL =
                new Pace(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(5));

        public Pace withPollFloor(Duration other) {
            return new Pace(other, timeout, minJobAge);
        }

        public Pace withTimeout(Duration other) {
            return new Pace(pollFloor, other, minJobAge);
        }

        public Pace withMinJobAge(Duration other) {
            return new Pace(pollFloor, timeout, other);
        }
    }

    /** Whose rights a call has on the cluster. */
    public sealed interface Credential {
        /** One person's token, for everybody who may use this cluster. */
        record Token(String user, Secret token) implements Credential {}

        /** Each caller's own token. */
        record Each(Function<Caller, Token> tokens) implements Credential {}

        /**
         * The site's own key, with which tokens are made for each caller.
         *
         * @param user one Slurm user for all callers; else each caller is the user of that name
         * @param allowed who may be impersonated; if empty, whom this machine knows as a user
         */
        record Key(Path file, Optional<String> user, Set<String> allowed) implements Credential {
            public Key {
                allowed = Set.copyOf(allowed);
            }
        }
    }

    /** What is usual, for somebody with a token or a key. */
    public static SlurmSettings usual(String id, String url, Credential credential) {
        return new SlurmSettings(
                id,
                "Slurm cluster " + id,
                url,
                credential,
                Optional.empty(),
                Optional.empty(),
                false,
                Pace.USUAL);
    }

    public SlurmSettings withTitle(String other) {
        return new SlurmSettings(id, other, url, credential, version, directory, readsFiles, pace);
    }

    public SlurmSettings withVersion(String other) {
        Optional<String> one = Optional.of(other);
        return new SlurmSettings(id, title, url, credential, one, directory, readsFiles, pace);
    }

    public SlurmSettings withDirectory(String other) {
        Optional<String> one = Optional.of(other);
        return new SlurmSettings(id, title, url, credential, version, one, readsFiles, pace);
    }

    public SlurmSettings readingFiles() {
        return new SlurmSettings(id, title, url, credential, version, directory, true, pace);
    }

    public SlurmSettings at(Pace other) {
        return new SlurmSettings(id, title, url, credential, version, directory, readsFiles, other);
    }
}
