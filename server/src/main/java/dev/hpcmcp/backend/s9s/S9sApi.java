package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Body;
import dev.hpcmcp.rest.Call;
import dev.hpcmcp.rest.Endpoint;
import dev.hpcmcp.rest.Reply;
import dev.hpcmcp.rest.Streamed;
import dev.hpcmcp.rest.Url;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The API's job endpoints, one method each. */
final class S9sApi {
    /** A gateway that knows no paging sends everything; more than this is not taken. */
    static final long LIST = 16L << 20;

    private static final Duration SUBMIT = Duration.ofSeconds(60);

    private final Door door;
    private final Endpoint endpoint;

    S9sApi(Door door, Endpoint endpoint) {
        this.door = door;
        this.endpoint = endpoint;
    }

    Part jobs(Caller caller, JobFilter filter, int offset) {
        Url url = endpoint.at("jobs");
        for (Map.Entry<String, String> one : filter.parameters().entrySet()) {
            url = url.query(one.getKey(), one.getValue());
        }
        url =
                url.query("limit", JobFilter.PAGE)
                        .query("offset", offset)
                        .query("sort", "submit_time")
                        .query("order", "desc");
        return json(caller, Errand.read(Feature.JOBS, Call.get(url).atMost(LIST)));
    }

    /** Empty if there is no such job. */
    Optional<Part> job(Caller caller, JobNumber id) {
        Errand errand =
                Errand.read(Feature.JOBS, Call.get(endpoint.at("jobs", id.text())))
                        .about("job", id.text());
        try {
            return Optional.of(json(caller, errand).unwrapped("job", "data"));
        } catch (HpcException e) {
            if (e.failure() instanceof Failure.NotFound) {
                return Optional.empty();
            }
            throw e;
        }
    }

    Reply submit(Caller caller, Map<String, Object> body) {
        Call call = Call.post(endpoint.at("jobs"), Body.json(body)).within(SUBMIT);
        return door.send(caller, Errand.change(Feature.SUBMIT, "submitting the job", call));
    }

    void cancel(Caller caller, JobNumber id, Optional<String> signal, boolean force) {
        Url url = endpoint.at("jobs", id.text());
        url = signal.isPresent() ? url.query("signal", signal.get()) : url;
        url = force ? url.query("force", "true") : url;
        change(caller, Feature.CANCEL, "cancelling job " + id.text(), Call.delete(url), id);
    }

    void hold(Caller caller, JobNumber id, String reason) {
        put(caller, Feature.HOLD, "holding job ", id, "hold", Map.of("reason", reason));
    }

    void release(Caller caller, JobNumber id) {
        Call call = Call.put(endpoint.at("jobs", id.text(), "release"), Body.none());
        change(caller, Feature.RELEASE, "releasing job " + id.text(), call, id);
    }

    void priority(Caller caller, JobNumber id, int priority) {
        put(
                caller,
                Feature.PRIORITY,
                "changing the priority of job ",
                id,
                "priority",
                Map.of("priority", priority));
    }

    Part cancelAll(Caller caller, List<JobNumber> ids, boolean force, Optional<String> reason) {
        Map<String, Object> options = new java.util.LinkedHashMap<>();
        options.put("force", force);
        reason.ifPresent(words -> options.put("reason", words));
        Map<String, Object> body = new java.util.LinkedHashMap<>();
        body.put("action", "cancel");
        body.put("job_ids", ids.stream().map(JobNumber::text).toList());
        body.put("options", options);
        Call call = Call.post(endpoint.at("jobs", "bulk"), Body.json(body));
        return json(caller, Errand.change(Feature.BULK, "cancelling the jobs", call));
    }

    /**
     * What a job printed, as it comes.
     *
     * @param lines how many of the last lines; all if empty
     * @return whether it says that it is JSON with the text inside
     */
    Output output(
            Caller caller,
            JobNumber id,
            boolean errors,
            Optional<Integer> lines,
            long cap,
            OutputStream sink) {
        Url url = endpoint.at("jobs", id.text(), errors ? "error" : "output");
        url = lines.isPresent() ? url.query("lines", lines.get()) : url;
        Call call =
                Call.get(url)
                        .accept("text/plain, application/json;q=0.9, */*;q=0.5")
                        .silentFor(Duration.ofSeconds(30))
                        .within(Duration.ofMinutes(2))
                        .atMost(cap);
        Errand errand = Errand.read(Feature.OUTPUT, call).about("job", id.text());
        Streamed streamed = door.stream(caller, errand, sink);
        boolean json =
                streamed.reply()
                        .header("Content-Type")
                        .filter(type -> type.contains("json"))
                        .isPresent();
        return new Output(json, streamed.cut());
    }

    record Output(boolean json, boolean cut) {}

    private void put(
            Caller caller,
            Feature feature,
            String operation,
            JobNumber id,
            String step,
            Map<String, Object> body) {
        Call call = Call.put(endpoint.at("jobs", id.text(), step), Body.json(body));
        change(caller, feature, operation + id.text(), call, id);
    }

    private void change(Caller caller, Feature feature, String operation, Call call, JobNumber id) {
        door.send(caller, Errand.change(feature, operation, call).about("job", id.text()));
    }

    private Part json(Caller caller, Errand errand) {
        return Part.of(door.send(caller, errand).json());
    }
}
