package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.backend.ondemand.OnDemandJson.Data;
import dev.hpcmcp.backend.ondemand.OnDemandSettings.SignIn;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Body;
import dev.hpcmcp.rest.Call;
import dev.hpcmcp.rest.Endpoint;
import dev.hpcmcp.rest.Reply;
import dev.hpcmcp.rest.Rest;
import dev.hpcmcp.rest.Safety;
import dev.hpcmcp.rest.Url;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.core.type.TypeReference;

/** The REST API, one method an endpoint. */
final class OnDemandApi {
    private static final String JSON = "application/json";
    private static final long MANY_JOBS = 64L << 20;

    private final Rest rest;
    private final Endpoint endpoint;
    private final Function<Caller, SignIn> signIns;
    private final Lanes lanes;
    private final Front front;
    private Consumer<Caller> surprised = _ -> {};

    OnDemandApi(Rest rest, Endpoint endpoint, Function<Caller, SignIn> signIns) {
        this.rest = rest;
        this.endpoint = endpoint;
        this.signIns = signIns;
        this.lanes = new Lanes(endpoint.cluster());
        this.front = new Front(endpoint.cluster());
    }

    /** Told when a site is not of the version that it was taken for. */
    void whenSurprised(Consumer<Caller> action) {
        surprised = action;
    }

    List<OnDemandJson.Cluster> clusters(Caller caller) {
        Reply reply = send(caller, Call.get(at("clusters")), "listing its clusters");
        return data(reply, new TypeReference<Data<List<OnDemandJson.Cluster>>>() {});
    }

    /** Nobody but the caller's own jobs, also those that ended some minutes ago. */
    List<OnDemandJson.Row> jobs(Caller caller, String cluster) {
        Url url = at("jobs").query("cluster", cluster);
        Reply reply = send(caller, Call.get(url).atMost(MANY_JOBS), "listing jobs");
        return data(reply, new TypeReference<Data<List<OnDemandJson.Row>>>() {});
    }

    /** What the accounting knows of today. */
    List<OnDemandJson.Row> history(Caller caller, String cluster) {
        Url url = at("jobs", "historic").query("cluster", cluster);
        Reply reply = send(caller, Call.get(url).atMost(MANY_JOBS), "the history of jobs");
        return data(reply, new TypeReference<Data<List<OnDemandJson.Row>>>() {});
    }

    /** Whoever owns it. Without one: empty, also where the server stumbles over the id. */
    Optional<OnDemandJson.Row> job(Caller caller, String cluster, String id) {
        try {
            Call call = Call.get(at("jobs", id).query("cluster", cluster)).about("job", id);
            Reply reply = send(caller, call, "looking at a job");
            return Optional.of(data(reply, new TypeReference<Data<OnDemandJson.Row>>() {}))
                    .filter(OnDemandJson.Row::isReal);
        } catch (HpcException e) {
            boolean stumbled =
                    e.failure() instanceof Failure.BadAnswer bad
                            && (bad.status() == 500 || bad.status() == 503);
            if (stumbled || e.failure() instanceof Failure.NotFound) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The id of the new job: the rest of the answer is often not true yet. */
    String submit(Caller caller, Map<String, Object> request, Duration within) {
        Call call = Call.post(at("jobs"), Body.json(request)).within(within);
        Reply reply = change(caller, call, "submitting the job", SubmitErrors::of);
        return reply.json(OnDemandJson.Accepted.class)
                .data()
                .flatMap(OnDemandJson.JobOnly::jobId)
                .filter(id -> id.matches("[0-9A-Za-z][0-9A-Za-z_.\\[\\]-]{0,127}"))
                .orElseThrow(() -> reply.unreadable("it names no job"));
    }

    void cancel(Caller caller, String cluster, String id) {
        Call call = Call.delete(at("jobs", id).query("cluster", cluster)).about("job", id);
        change(caller, call, "cancelling job " + id, _ -> refusedChange());
    }

    /** {@code hold} or {@code release}. */
    void control(Caller caller, String cluster, String id, String action) {
        Url url = at("jobs", id, action).query("cluster", cluster);
        change(
                caller,
                Call.post(url, nothing()).about("job", id),
                action + " of job " + id,
                _ -> refusedChange());
    }

    private static Optional<Failure> refusedChange() {
        return Optional.of(
                new Failure.Conflict(
                        "the scheduler refuses this change: the job may have ended, or its state does not allow it"));
    }

    Map<String, String> environment(Caller caller) {
        Reply reply = send(caller, Call.get(at("env")), "the environment");
        return data(reply, new TypeReference<Data<Map<String, String>>>() {});
    }

    List<OnDemandJson.Account> accounts(Caller caller, String cluster) {
        Call call = Call.get(at("accounts").query("cluster", cluster));
        return data(
                send(caller, call, "accounts"),
                new TypeReference<Data<List<OnDemandJson.Account>>>() {});
    }

    List<OnDemandJson.QueueRow> queues(Caller caller, String cluster) {
        Call call = Call.get(at("queues").query("cluster", cluster));
        return data(
                send(caller, call, "queues"),
                new TypeReference<Data<List<OnDemandJson.QueueRow>>>() {});
    }

    OnDemandJson.Info info(Caller caller, String cluster) {
        Call call = Call.get(at("cluster_info").query("cluster", cluster));
        return data(
                send(caller, call, "its load"), new TypeReference<Data<OnDemandJson.Info>>() {});
    }

    Optional<String> context(Caller caller) {
        Reply reply = send(caller, Call.get(at("context")), "site rules");
        return data(reply, new TypeReference<Data<OnDemandJson.Context>>() {}).content();
    }

    /** The entries of a directory, or the one file. */
    OnDemandJson.Shown files(Caller caller, String path) {
        Call call = Call.get(at("files").query("path", path)).about("file", path);
        Reply reply = read(caller, call, "files", FileErrors::of);
        return reply.json().path("data").isArray()
                ? new OnDemandJson.Shown(
                        true, data(reply, new TypeReference<Data<List<OnDemandJson.Entry>>>() {}))
                : new OnDemandJson.Shown(
                        false,
                        List.of(data(reply, new TypeReference<Data<OnDemandJson.Entry>>() {})));
    }

    /** Not more than {@code most} bytes, where the version knows how to do that. */
    byte[] content(Caller caller, String path, long most) {
        Url url = at("files", "content").query("path", path).query("max_size", most);
        Call call =
                Call.get(url)
                        .about("file", path)
                        .accept("application/octet-stream")
                        .atMost(most + 1);
        try {
            return read(caller, call, "reading a file", FileErrors::of).bytes();
        } catch (HpcException e) {
            // v0.4.0 says 404 here in the words it has for a route that is not there.
            throw e.failure() instanceof Failure.NotSupported
                    ? new HpcException(new Failure.NotFound("file", path), e)
                    : e;
        }
    }

    OnDemandJson.Entry write(Caller caller, String path, byte[] content, boolean append) {
        Url url = at("files").query("path", path);
        Call call = Call.put(append ? url.query("append", "true") : url, Body.bytes(JSON, content));
        Reply reply = change(caller, call.about("file", path), "writing " + path, FileErrors::of);
        return data(reply, new TypeReference<Data<OnDemandJson.Entry>>() {});
    }

    /** Without its parameter a route complains, and does nothing. */
    Reply probed(Caller caller, String route) {
        return probe(caller, Call.get(at(route)));
    }

    /** The same of a route that would change something. */
    Reply probedHold(Caller caller) {
        return probe(caller, Call.post(at("jobs", "probe", "hold"), nothing()));
    }

    /** What is said to a text, where there is nothing. */
    Reply probedText(Caller caller) {
        Body text = Body.bytes("text/plain", new byte[] {'x'});
        return probe(caller, Call.post(at("__probe"), text));
    }

    /**
     * It asks for nothing that is there, so every answer is a good one; but of a server that is
     * starting or has stopped there is none yet.
     */
    private Reply probe(Caller caller, Call call) {
        Call harmless = call.with(Safety.READ).doing("looking what it offers");
        SignIn signIn = signIns.apply(caller);
        Call signed = signed(harmless, caller, signIn).judgedBy(this::isAnswer);
        return lanes.in(signIn, () -> rest.send(signed));
    }

    private boolean isAnswer(Reply reply) {
        front.check(reply);
        return reply.status() <= 501;
    }

    private static Body nothing() {
        return Body.bytes(JSON, new byte[0]);
    }

    private Url at(String... steps) {
        return endpoint.at("api", "v1").at(steps);
    }

    private Reply send(Caller caller, Call call, String operation) {
        return read(caller, call, operation, _ -> Optional.empty());
    }

    private Reply read(
            Caller caller,
            Call call,
            String operation,
            Function<String, Optional<Failure>> refusals) {
        return judged(
                caller,
                call.doing(operation),
                new Verdict(endpoint.cluster(), front, operation, false, refusals));
    }

    private Reply change(
            Caller caller,
            Call call,
            String operation,
            Function<String, Optional<Failure>> refusals) {
        return judged(
                caller,
                call.doing(operation),
                new Verdict(endpoint.cluster(), front, operation, true, refusals));
    }

    private Reply judged(Caller caller, Call call, Verdict verdict) {
        SignIn signIn = signIns.apply(caller);
        return lanes.in(
                signIn,
                () -> {
                    try {
                        return rest.send(signed(call, caller, signIn).judgedBy(verdict));
                    } catch (HpcException e) {
                        if (verdict.isSurprised()) {
                            surprised.accept(caller);
                        }
                        throw verdict.afterAll(e);
                    }
                });
    }

    /** The only place where a request gets what proves who asks. */
    private static Call signed(Call unsigned, Caller caller, SignIn signIn) {
        Call call = unsigned.madeIn(caller);
        Call signed = signIn.bearer().map(call::bearer).orElse(call);
        if (signIn.cookie().isPresent()) {
            signed = signed.header("Cookie", signIn.cookie().get());
        }
        if (signIn.appToken().isPresent() && signIn.appTokenIsBearer()) {
            signed = signed.bearer(signIn.appToken().get());
        }
        return signIn.appToken().isPresent() && signIn.appTokenIsApart()
                ? signed.header("X-OOD-API-Token", signIn.appToken().get())
                : signed;
    }

    private static <T> T data(Reply reply, TypeReference<Data<T>> type) {
        return reply.json(type)
                .data()
                .orElseThrow(() -> reply.unreadable("its answer has no data"));
    }
}
