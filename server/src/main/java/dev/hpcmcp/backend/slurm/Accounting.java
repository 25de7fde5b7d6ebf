package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.backend.slurm.Credentials.Pass;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Call;
import dev.hpcmcp.rest.Endpoint;
import dev.hpcmcp.rest.Reply;
import dev.hpcmcp.rest.Rest;
import dev.hpcmcp.rest.Url;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * slurmdbd through slurmrestd, one method an endpoint. Many sites have none: then its addresses do
 * not exist, and every answer here is empty.
 */
final class Accounting {
    private static final long MANY_JOBS = 128L << 20;
    private static final Duration MISSING_FOR = Duration.ofMinutes(10);

    private final Rest rest;
    private final Endpoint endpoint;
    private final SlurmApi api;
    private final Clock clock;
    private final AtomicReference<Instant> missingUntil = new AtomicReference<>(Instant.MIN);

    Accounting(Rest rest, Endpoint endpoint, SlurmApi api, Clock clock) {
        this.rest = rest;
        this.endpoint = endpoint;
        this.api = api;
        this.clock = clock;
    }

    /** All records of a job; an array has one for each task that began. */
    Optional<List<AccountingJson.Entry>> job(Pass pass, long id) {
        return read(Call.get(at(pass, "job", Long.toString(id))).atMost(MANY_JOBS), pass)
                .map(reply -> reply.json(AccountingJson.Jobs.class).jobs());
    }

    /**
     * Jobs that existed after a time. Only newer versions can be asked for one user's; the older
     * ones give everybody's.
     *
     * @param steps with what their steps used, which is most of the answer
     */
    Optional<List<AccountingJson.Entry>> jobs(Pass pass, Instant since, boolean steps) {
        boolean plain = api.version(pass).isPlain();
        Url url =
                at(pass, "jobs").query("start_time", (plain ? "uts" : "") + since.getEpochSecond());
        url = steps ? url : url.query("skip_steps", "true");
        url = plain ? url : url.query("users", pass.user());
        return read(Call.get(url).atMost(MANY_JOBS), pass)
                .map(reply ->
                        reply.json(AccountingJson.Jobs.class).jobs().stream()
                                .filter(job -> job.user().equals(Optional.of(pass.user())))
                                .toList());
    }

    Optional<List<AccountingJson.Association>> associations(Pass pass, Optional<String> user) {
        Url url = at(pass, "associations");
        url = user.isPresent() ? url.query("user", user.get()) : url;
        return read(Call.get(url).atMost(MANY_JOBS), pass)
                .map(reply -> reply.json(AccountingJson.Associations.class).associations());
    }

    Optional<List<AccountingJson.Person>> users(Pass pass) {
        return read(Call.get(at(pass, "users")).atMost(MANY_JOBS), pass)
                .map(reply -> reply.json(AccountingJson.Users.class).users());
    }

    /** Whether the site has one. It may be away all the same. */
    boolean exists(Pass pass) {
        try {
            return associations(pass, Optional.of(pass.user())).isPresent();
        } catch (HpcException away) {
            return true;
        }
    }

    private Optional<Reply> read(Call call, Pass pass) {
        if (clock.instant().isBefore(missingUntil.get())) {
            return Optional.empty();
        }
        Reply reply = rest.send(SlurmApi.signed(call, pass).judgedBy(this::accepts));
        if (reply.status() == 404) {
            missingUntil.set(clock.instant().plus(MISSING_FOR));
            return Optional.empty();
        }
        return Optional.of(reply);
    }

    /** An answer of 200 may hold an error, and an error that nothing was found. */
    private boolean accepts(Reply reply) {
        if (reply.status() == 404) {
            return reply.jsonIfAny().isEmpty() && !reply.text().stripLeading().startsWith("<");
        }
        Errors errors = Errors.of(reply).without(Errors.NOTHING_FOUND);
        if (errors.numbers().isEmpty()) {
            return false;
        }
        throw new HpcException(
                new Failure.Unreachable(
                        endpoint.cluster(), "Slurm's accounting database does not answer"));
    }

    private Url at(Pass pass, String... steps) {
        return endpoint.at("slurmdb", api.version(pass).toString()).at(steps);
    }
}
