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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * slurmdbd through slurmrestd, one method an endpoint. Many sites have none: then its addresses do
 * not exist, and every answer here is empty.
 */
final class Accounting {
    private static final long MANY_JOBS = 128L << 20;

    /** Jobs named in one address. */
    private static final int AT_ONCE = 200;

    private static final Duration MISSING_FOR = Duration.ofMinutes(10);

    private final Rest rest;
    private final Endpoint endpoint;
    private final SlurmApi api;
    private final Clock clock;
    private volatile boolean answered;
    private final AtomicReference<Instant> missingUntil = new AtomicReference<>(Instant.MIN);

    Accounting(Rest rest, Endpoint endpoint, SlurmApi api, Clock clock) {
        this.rest = rest;
        this.endpoint = endpoint;
        this.api = api;
        this.clock = clock;
    }

    /** All records of a job; an array has one for each task that began. */
    Optional<List<AccountingJson.Entry>> job(Pass pass, long id) {
        return jobs(version -> at(version, "job", Long.toString(id)), pass);
    }

    /** All records of some jobs. */
    Optional<List<AccountingJson.Entry>> jobs(Pass pass, List<Long> ids) {
        List<AccountingJson.Entry> all = new ArrayList<>();
        for (int i = 0; i < ids.size(); i += AT_ONCE) {
            String some =
                    ids.subList(i, Math.min(i + AT_ONCE, ids.size())).stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(","));
            Optional<List<AccountingJson.Entry>> found =
                    jobs(version -> at(version, "jobs").query("step", some), pass);
            if (found.isEmpty()) {
                return found;
            }
            all.addAll(found.get());
        }
        return Optional.of(all);
    }

    /**
     * Jobs that existed after a time. Only newer versions can be asked for one user's; the older
     * ones give everybody's.
     *
     * @param steps with what their steps used, which is most of the answer
     */
    Optional<List<AccountingJson.Entry>> jobs(Pass pass, Instant since, boolean steps) {
        return jobs(
                version -> {
                    String start = (version.isPlain() ? "uts" : "") + since.getEpochSecond();
                    Url url = at(version, "jobs").query("start_time", start);
                    url = steps ? url : url.query("skip_steps", "true");
                    return version.isPlain() ? url : url.query("users", pass.user());
                },
                pass);
    }

    /** The caller's own, whoever's there are. */
    private Optional<List<AccountingJson.Entry>> jobs(Function<ApiVersion, Url> url, Pass pass) {
        return read(version -> Call.get(url.apply(version)).atMost(MANY_JOBS), pass)
                .map(reply ->
                        reply.json(AccountingJson.Jobs.class).jobs().stream()
                                .filter(job -> job.user().equals(Optional.of(pass.user())))
                                .toList());
    }

    Optional<List<AccountingJson.Association>> associations(Pass pass, Optional<String> user) {
        return read(
                        version -> {
                            Url url = at(version, "associations");
                            return Call.get(user.map(name -> url.query("user", name)).orElse(url))
                                    .atMost(MANY_JOBS);
                        },
                        pass)
                .map(reply -> reply.json(AccountingJson.Associations.class).associations());
    }

    Optional<List<AccountingJson.Person>> users(Pass pass) {
        return read(version -> Call.get(at(version, "users")).atMost(MANY_JOBS), pass)
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

    /** Nothing where something was may mean that the site has come to speak another version. */
    private Optional<Reply> read(Function<ApiVersion, Call> call, Pass pass) {
        if (clock.instant().isBefore(missingUntil.get())) {
            return Optional.empty();
        }
        ApiVersion version = api.version(pass);
        Reply reply = sent(call.apply(version), pass);
        if (reply.status() == 404 && answered && api.moved(pass, version)) {
            reply = sent(call.apply(api.version(pass)), pass);
        }
        if (reply.status() == 404) {
            missingUntil.set(clock.instant().plus(MISSING_FOR));
            return Optional.empty();
        }
        answered = true;
        return Optional.of(reply);
    }

    private Reply sent(Call call, Pass pass) {
        return rest.send(SlurmApi.signed(call, pass).judgedBy(this::accepts));
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

    private Url at(ApiVersion version, String... steps) {
        return endpoint.at("slurmdb", version.toString()).at(steps);
    }
}
