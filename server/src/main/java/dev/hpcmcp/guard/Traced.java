package dev.hpcmcp.guard;

import dev.hpcmcp.port.Badge;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Passage;
import dev.hpcmcp.spec.Json;
import dev.hpcmcp.text.FailureWords;
import dev.hpcmcp.text.Untrusted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the audit says of one call. All of it that others wrote is cleaned and short. */
final class Traced {
    private static final int MOST_JOBS = 100;
    private static final List<String> ANSWERED = List.of("job", "jobs", "results");

    private final Visit visit;
    private final String id;
    private final String caller;
    private final Optional<String> token;
    private final Optional<String> client;
    private final String digest;
    private final Set<String> jobs = new LinkedHashSet<>();
    private Optional<String> cluster;

    Traced(Visit visit) {
        Badge badge = visit.caller().badge();
        this.visit = visit;
        this.caller = Untrusted.line(visit.caller().subject());
        this.token = badge.token().map(Untrusted::line);
        this.client =
                Optional.of(visit.program())
                        .filter(name -> !name.isBlank())
                        .or(badge::client)
                        .map(Untrusted::line);
        this.id = badge.call().map(Passage::id).orElseGet(() -> UUID.randomUUID().toString());
        this.digest = Digest.of(visit.arguments());
        this.cluster =
                Optional.ofNullable(visit.arguments().get("cluster"))
                        .filter(String.class::isInstance)
                        .map(it -> Untrusted.line((String) it));
        given(visit.arguments().get("job_id"));
        given(visit.arguments().get("job_ids"));
    }

    Trace begun(Instant now) {
        return trace(
                Trace.Kind.BEGIN,
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    Trace over(
            Trace.Kind kind,
            Instant now,
            String outcome,
            Optional<Failure> failure,
            Optional<Object> answer,
            Duration took) {
        answer.ifPresent(this::answered);
        return trace(
                kind,
                now,
                Optional.of(decision(failure)),
                Optional.of(failure.map(FailureWords::code).orElse(outcome)),
                Optional.of(took.toMillis()),
                ids());
    }

    /** Under which clusters know its requests. */
    private List<String> ids() {
        return visit.caller().badge().call().map(Passage::answers).orElse(List.of()).stream()
                .map(Untrusted::line)
                .distinct()
                .toList();
    }

    private String decision(Optional<Failure> failure) {
        List<String> said = new ArrayList<>(visit.notes().all());
        if (failure.filter(Failure.NotAllowed.class::isInstance).isPresent() && said.isEmpty()) {
            said.add("refused");
        }
        return said.isEmpty() ? "allowed" : String.join("; ", said);
    }

    private Trace trace(
            Trace.Kind kind,
            Instant now,
            Optional<String> decision,
            Optional<String> outcome,
            Optional<Long> latency,
            List<String> answers) {
        return new Trace(
                id,
                kind,
                now,
                caller,
                token,
                client,
                visit.spec().name(),
                cluster,
                List.copyOf(jobs),
                digest,
                decision,
                outcome,
                latency,
                answers);
    }

    private void given(@Nullable Object ids) {
        if (ids instanceof Collection<?> several) {
            several.forEach(this::given);
        } else if (ids instanceof String one) {
            job(one);
        }
    }

    /** What a change made or met: its jobs, and the cluster if that was not said. */
    private void answered(Object answer) {
        JsonNode json = Json.MAPPER.valueToTree(answer);
        for (String field : ANSWERED) {
            JsonNode found = json.path(field);
            (found.isArray() ? found.values() : List.of(found)).forEach(this::met);
        }
    }

    private void met(JsonNode job) {
        if (job.path("job_id").isString()) {
            job(job.path("job_id").asString());
        }
        if (cluster.isEmpty() && job.path("cluster").isString()) {
            cluster = Optional.of(Untrusted.line(job.path("cluster").asString()));
        }
    }

    private void job(String job) {
        if (jobs.size() < MOST_JOBS) {
            jobs.add(Untrusted.line(job));
        }
    }
}
