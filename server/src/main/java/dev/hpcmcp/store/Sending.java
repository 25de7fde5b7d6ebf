package dev.hpcmcp.store;

import dev.hpcmcp.guard.Digest;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.SessionRequest;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.model.TrainingRequest;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Marks;
import dev.hpcmcp.port.Sessions;
import dev.hpcmcp.port.Signature;
import dev.hpcmcp.port.Training;
import dev.hpcmcp.spec.Json;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.SerializationFeature;

/**
 * Something to be submitted.
 *
 * @param tool the tool that does it, for words
 * @param digest tells this request from any other
 * @param request what was asked for, as JSON; of jobs only
 * @param named whether it has a name that people gave it, or can have none
 * @param send sends it, with a mark if there is one
 * @param marks how the cluster finds a mark again, if it can
 */
record Sending(
        Caller caller,
        String cluster,
        String tool,
        Optional<String> requestId,
        String digest,
        Optional<String> request,
        boolean named,
        Function<Optional<String>, Submitted> send,
        Optional<Marks> marks) {
    static Sending job(
            Caller caller, String cluster, JobRequest asked, Jobs jobs, Optional<Marks> marks) {
        JobRequest plain = asked.change().requestId(Optional.empty()).build();
        String json = json(plain);
        return new Sending(
                caller,
                cluster,
                "submit_job",
                asked.requestId(),
                digest(cluster, plain, json),
                Optional.of(json),
                asked.name().isPresent(),
                mark -> jobs.submit(caller, signed(plain, caller, mark)),
                marks);
    }

    private static JobRequest signed(JobRequest plain, Caller caller, Optional<String> mark) {
        return plain.change()
                .requestId(mark)
                .environment(Signature.on(plain.environment(), caller))
                .build();
    }

    static Sending session(
            Caller caller,
            String cluster,
            SessionRequest asked,
            Sessions sessions,
            Optional<Marks> marks) {
        SessionRequest plain = asked.withRequestId(Optional.empty());
        return new Sending(
                caller,
                cluster,
                "launch_session",
                asked.requestId(),
                digest(cluster, plain, json(plain)),
                Optional.empty(),
                asked.name().isPresent() || asked.type() == SessionRequest.Type.DESKTOP_APP,
                mark -> sessions.launch(caller, plain.withRequestId(mark)),
                marks);
    }

    static Sending training(
            Caller caller,
            String cluster,
            TrainingRequest asked,
            Training training,
            Optional<Marks> marks) {
        TrainingRequest plain = asked.withRequestId(Optional.empty());
        return new Sending(
                caller,
                cluster,
                "start_training",
                asked.requestId(),
                digest(cluster, plain, json(plain)),
                Optional.empty(),
                asked.name().isPresent(),
                mark -> training.start(caller, signed(plain, caller).withRequestId(mark)),
                marks);
    }

    private static TrainingRequest signed(TrainingRequest plain, Caller caller) {
        return plain.withEnvironment(Signature.on(plain.environment(), caller));
    }

    /** The same for the same request, in whatever order its maps came. */
    private static String json(Record request) {
        return Json.MAPPER
                .writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .writeValueAsString(request);
    }

    private static String digest(String cluster, Record request, String json) {
        return Digest.sha256(cluster + " " + request.getClass().getSimpleName() + " " + json);
    }
}
