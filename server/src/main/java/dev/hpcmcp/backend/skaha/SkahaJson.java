package dev.hpcmcp.backend.skaha;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobBuilder;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobKind;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Resources;
import dev.hpcmcp.model.Usage;
import dev.hpcmcp.rest.Reply;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Sessions in the JSON and the text of every version of the service. */
final class SkahaJson {
    private static final String[] IDS = {"id", "sessionId", "sessionID"};

    private SkahaJson() {}

    /**
     * The id of a new session: a line of text, or JSON as the guide has it.
     *
     * @throws dev.hpcmcp.port.HpcException {@code OutcomeUnknown}: without an id nobody knows what
     *     was started
     */
    static String created(Reply reply) {
        String text = reply.text().strip();
        Stream<String> ids =
                text.startsWith("{") || text.startsWith("[") || text.startsWith("\"")
                        ? reply.jsonIfAny().stream().flatMap(SkahaJson::ids)
                        : Stream.of(text.split("\\s+", 2)[0]);
        return ids.filter(SessionId::isLabel)
                .findFirst()
                .orElseThrow(() -> reply.unreadable("its answer has no id in it"));
    }

    private static Stream<String> ids(JsonNode node) {
        return node.isArray()
                ? node.valueStream().flatMap(SkahaJson::ids)
                : node.isString() ? Stream.of(node.asString()) : Told.text(node, IDS).stream();
    }

    static List<Job> jobs(String cluster, Reply reply, Instant now) {
        return list(reply).flatMap(node -> job(cluster, node, now).stream()).toList();
    }

    static Optional<Job> named(String cluster, Reply reply, Instant now, Predicate<String> wanted) {
        return list(reply)
                .filter(node -> Told.text(node, "name").filter(wanted).isPresent())
                .flatMap(node -> job(cluster, node, now).stream())
                .findFirst();
    }

    private static Stream<JsonNode> list(Reply reply) {
        JsonNode all = reply.json();
        if (!all.isArray()) {
            throw reply.unreadable("its list of sessions is none");
        }
        return all.valueStream();
    }

    static Job job(String cluster, Reply reply, Instant now) {
        JsonNode node = reply.json();
        JsonNode one = node.isArray() ? node.path(0) : node;
        return job(cluster, one, now).orElseThrow(() -> reply.unreadable("its session has no id"));
    }

    private static Optional<Job> job(String cluster, JsonNode node, Instant now) {
        return Told.text(node, IDS)
                .map(session -> new SessionId(session, Told.text(node, "appid")))
                .map(SessionId::toString)
                .filter(id -> Stream.of(id.split(":", -1)).allMatch(SessionId::isLabel))
                .map(id -> decoded(cluster, new JobId(id), node, now));
    }

    private static Job decoded(String cluster, JobId id, JsonNode node, Instant now) {
        String word = Told.text(node, "status").orElse("none");
        Status status = Status.of(word);
        JobBuilder job =
                Job.of(cluster, id, status.state(), word, now)
                        .outcome(status.outcome())
                        .reason(Told.text(node, "statusMessage").or(status::reason))
                        .kind(kind(node))
                        .name(Told.text(node, "name").map(MarkedName::bare))
                        .owner(Told.text(node, "userid"))
                        .image(Told.text(node, "image"))
                        .resources(resources(node))
                        .startedAt(time(node, "startTime"))
                        .expiresAt(time(node, "expiryTime"))
                        .connectUrl(connectUrl(node, status.state()));
        times(node, status.state(), now, job);
        return status.state() == JobState.RUNNING ? job.usage(usage(node)).build() : job.build();
    }

    private static void times(JsonNode node, JobState state, Instant now, JobBuilder job) {
        Optional<Instant> start = time(node, "startTime");
        start.filter(at -> state == JobState.RUNNING && !at.isAfter(now))
                .ifPresent(at -> job.elapsedSeconds(Duration.between(at, now).toSeconds()));
        start.flatMap(at -> time(node, "expiryTime").map(end -> Duration.between(at, end)))
                .filter(Duration::isPositive)
                .ifPresent(allowed -> job.wallTimeSeconds(allowed.toSeconds()));
    }

    private static JobKind kind(JsonNode node) {
        String word =
                Told.text(node, "type", "kind")
                        .orElse("")
                        .toUpperCase(Locale.ROOT)
                        .replace('-', '_');
        return Stream.of(JobKind.values())
                .filter(kind -> kind.name().equals(word))
                .findFirst()
                .orElse(JobKind.BATCH);
    }

    /** A link is there from the beginning, but leads nowhere before the session runs. */
    private static Optional<String> connectUrl(JsonNode node, JobState state) {
        return Told.text(node, "connectURL", "connectUrl")
                .filter(url -> state == JobState.RUNNING)
                .filter(url -> url.startsWith("https://") || url.startsWith("http://"));
    }

    /** A flexible session asked for nothing. */
    private static Optional<Resources> resources(JsonNode node) {
        Optional<Integer> cores = Told.whole(node, "requestedCPUCores", "cores");
        Optional<Double> memory =
                Told.text(node, "requestedRAM")
                        .flatMap(Quantity::asked)
                        .or(() -> Told.number(node, "ram"));
        Optional<Integer> gpus = Told.whole(node, "requestedGPUCores", "gpus").filter(n -> n > 0);
        return cores.isEmpty() && memory.isEmpty() && gpus.isEmpty()
                ? Optional.empty()
                : Optional.of(new Resources(Optional.empty(), cores, memory, gpus));
    }

    private static Optional<Usage> usage(JsonNode node) {
        Optional<Double> cpu =
                share(
                        Told.number(node, "cpuCoresInUse", "coresInUse"),
                        Told.number(node, "requestedCPUCores"));
        Optional<Double> memory =
                share(
                        Told.text(node, "ramInUse").flatMap(Quantity::gigabytes),
                        Told.text(node, "requestedRAM").flatMap(Quantity::gigabytes));
        return cpu.isEmpty() && memory.isEmpty()
                ? Optional.empty()
                : Optional.of(new Usage(cpu, memory, Optional.empty(), Optional.empty()));
    }

    private static Optional<Double> share(Optional<Double> used, Optional<Double> of) {
        return of.filter(all -> all > 0)
                .flatMap(all -> used.map(part -> Math.rint(part / all * 1000) / 1000));
    }

    /** Seconds are left out when they are zero, which {@link Instant#parse} does not take. */
    private static Optional<Instant> time(JsonNode node, String key) {
        return Told.text(node, key)
                .flatMap(text -> {
                    try {
                        return Optional.of(OffsetDateTime.parse(text).toInstant());
                    } catch (DateTimeException unreadable) {
                        return Optional.empty();
                    }
                });
    }
}
