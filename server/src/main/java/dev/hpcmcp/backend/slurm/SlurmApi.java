package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.backend.slurm.Credentials.Pass;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Body;
import dev.hpcmcp.rest.Call;
import dev.hpcmcp.rest.Endpoint;
import dev.hpcmcp.rest.Reply;
import dev.hpcmcp.rest.Rest;
import dev.hpcmcp.rest.Url;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** slurmrestd, one method an endpoint. */
final class SlurmApi {
    /** 22.05 writes 3.6 kB about each job, and has no way to ask for fewer. */
    private static final long ALL_JOBS = 128L << 20;

    private static final long DESCRIPTION = 32L << 20;

    private final Rest rest;
    private final Endpoint endpoint;
    private final Verdicts verdicts;
    private final Versions versions;

    SlurmApi(Rest rest, Endpoint endpoint, Optional<ApiVersion> version) {
        this.rest = rest;
        this.endpoint = endpoint;
        this.verdicts = new Verdicts(endpoint.cluster());
        this.versions = new Versions(version, this::newest);
    }

    /** The one to speak: asked for once, unless it is configured. */
    ApiVersion version(Pass pass) {
        return versions.of(pass);
    }

    /** Whether another one is to be spoken than the one that the site has nothing under. */
    boolean moved(Pass pass, ApiVersion gone) {
        return versions.moved(pass, gone);
    }

    private ApiVersion newest(Pass pass) {
        Call call = signed(Call.get(endpoint.at("openapi", "v3")), pass).atMost(DESCRIPTION);
        SlurmJson.Paths description = rest.send(call).json(SlurmJson.Paths.class);
        return ApiVersion.newest(description.paths().keySet())
                .orElseThrow(() ->
                        new HpcException(
                                new Failure.NotSupported(
                                        endpoint.cluster(),
                                        "any version of slurmrestd's API that we know",
                                        Optional.of("v0.0.36 to v0.0.45"))));
    }

    List<SlurmJson.Raw> jobs(Pass pass) {
        return read(version -> Call.get(at(version, "jobs")).atMost(ALL_JOBS), pass)
                .json(SlurmJson.Jobs.class)
                .jobs();
    }

    /** All records of a job: an array has many, one that does not exist none. */
    List<SlurmJson.Raw> job(Pass pass, long id) {
        String number = Long.toString(id);
        try {
            return read(version -> Call.get(at(version, "job", number)).atMost(ALL_JOBS), pass)
                    .json(SlurmJson.Jobs.class)
                    .jobs();
        } catch (HpcException e) {
            if (e.failure() instanceof Failure.NotFound) {
                return List.of();
            }
            throw e;
        }
    }

    Reply submit(Pass pass, Map<String, Object> request) {
        return change(
                version ->
                        Call.post(at(version, "job", "submit"), Body.json(request))
                                .doing("submitting the job")
                                .judgedBy(reply -> verdicts.submit(reply)),
                pass);
    }

    void update(Pass pass, SlurmId id, Map<String, Object> change) {
        change(
                version ->
                        Call.post(at(version, "job", id.toString()), Body.json(change))
                                .doing("changing job " + id)
                                .judgedBy(reply -> verdicts.update(reply, id.toString())),
                pass);
    }

    void delete(Pass pass, SlurmId id, Optional<String> signal) {
        String doing = (signal.isPresent() ? "signalling job " : "cancelling job ") + id;
        change(
                version -> {
                    Url url = at(version, "job", id.toString());
                    return Call.delete(signal.map(name -> url.query("signal", name)).orElse(url))
                            .doing(doing)
                            .judgedBy(reply -> verdicts.delete(reply, id.toString()));
                },
                pass);
    }

    void update(Pass pass, String node, Map<String, Object> change) {
        change(
                version ->
                        Call.post(at(version, "node", node), Body.json(change))
                                .doing("changing node " + node)
                                .judgedBy(reply -> verdicts.node(reply, node)),
                pass);
    }

    List<SlurmJson.Partition> partitions(Pass pass) {
        return read(version -> Call.get(at(version, "partitions")), pass)
                .json(SlurmJson.Partitions.class)
                .partitions();
    }

    List<SlurmJson.Node> nodes(Pass pass) {
        return read(version -> Call.get(at(version, "nodes")).atMost(ALL_JOBS), pass)
                .json(SlurmJson.Nodes.class)
                .nodes();
    }

    SlurmJson.Diag diag(Pass pass) {
        return read(version -> Call.get(at(version, "diag")), pass).json(SlurmJson.Diag.class);
    }

    /** Asked a second time if the site has meanwhile come to speak another version. */
    private Reply read(Function<ApiVersion, Call> call, Pass pass) {
        ApiVersion version = version(pass);
        try {
            return patiently(call.apply(version), pass);
        } catch (HpcException e) {
            if (isNothingThere(e) && moved(pass, version)) {
                return patiently(call.apply(version(pass)), pass);
            }
            throw e;
        }
    }

    private static boolean isNothingThere(HpcException e) {
        return e.failure() instanceof Failure.BadAnswer answer && answer.status() == 404;
    }

    /**
     * What looks like a refused token may be a controller that is just going away: it is asked a
     * second time, and then answers late or not at all.
     */
    private Reply patiently(Call call, Pass pass) {
        try {
            return once(call, pass);
        } catch (HpcException e) {
            if (e.failure() instanceof Failure.SignInNeeded) {
                return once(call, pass);
            }
            throw e;
        }
    }

    private Reply once(Call call, Pass pass) {
        long start = System.nanoTime();
        return rest.send(signed(call, pass).judgedBy(reply -> verdicts.read(reply, start)));
    }

    /**
     * If a change broke off without a word, a read tells whether it was the token. One that nothing
     * was there for was written in words of a version that is gone: it is not sent as it is.
     */
    private Reply change(Function<ApiVersion, Call> call, Pass pass) {
        ApiVersion version = version(pass);
        long start = System.nanoTime();
        try {
            return rest.send(signed(call.apply(version), pass));
        } catch (HpcException e) {
            boolean quick = System.nanoTime() - start < Verdicts.AT_ONCE.toNanos();
            if (quick && e.failure() instanceof Failure.OutcomeUnknown) {
                throw refusedFor(pass).orElse(e);
            }
            throw isNothingThere(e) && moved(pass, version) ? upgraded(e) : e;
        }
    }

    private HpcException upgraded(HpcException e) {
        return new HpcException(
                new Failure.Unreachable(
                        endpoint.cluster(),
                        "it does not speak the version of Slurm's API any more that it did, and"
                                + " the next call will use the new one"),
                e);
    }

    private Optional<HpcException> refusedFor(Pass pass) {
        try {
            partitions(pass);
            return Optional.empty();
        } catch (HpcException e) {
            return Optional.of(e).filter(why -> why.failure() instanceof Failure.SignInNeeded);
        }
    }

    private Url at(ApiVersion version, String... steps) {
        return endpoint.at("slurm", version.toString()).at(steps);
    }

    static Call signed(Call call, Pass pass) {
        return call.header("X-SLURM-USER-NAME", pass.user())
                .header("X-SLURM-USER-TOKEN", pass.token());
    }
}
