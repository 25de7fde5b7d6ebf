package dev.hpcmcp.port;

import dev.hpcmcp.model.ClusterDetails;
import dev.hpcmcp.model.ExportFormat;
import dev.hpcmcp.model.ExportRequest;
import dev.hpcmcp.model.Hit;
import dev.hpcmcp.model.Image;
import dev.hpcmcp.model.ImageQuery;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.MetricsKind;
import dev.hpcmcp.model.MetricsQuery;
import dev.hpcmcp.model.MetricsReading;
import dev.hpcmcp.model.Node;
import dev.hpcmcp.model.NodeOrder;
import dev.hpcmcp.model.NodeQuery;
import dev.hpcmcp.model.NodeState;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.model.Queue;
import dev.hpcmcp.model.Report;
import dev.hpcmcp.model.ReportRequest;
import dev.hpcmcp.model.SearchQuery;
import dev.hpcmcp.model.User;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a {@link FakeBackend} is besides its jobs: machines, images, people, numbers, reports. A
 * test puts things in; only the administrator {@code alice} may change nodes.
 */
public final class FakeSite {
    private final Map<String, Node> nodes = new TreeMap<>();
    private final List<Image> images = new ArrayList<>();
    private final List<User> users = new ArrayList<>();
    private final List<Hit> hits = new ArrayList<>();
    private final List<Report> reports = new ArrayList<>();
    private final Map<MetricsKind, MetricsReading> readings = new EnumMap<>(MetricsKind.class);
    private final Map<ExportFormat, String> tables = new EnumMap<>(ExportFormat.class);

    public synchronized void put(Node node) {
        nodes.put(node.name(), node);
    }

    public synchronized void put(User user) {
        users.add(user);
    }

    public synchronized void put(Hit hit) {
        hits.add(hit);
    }

    public synchronized void put(MetricsReading reading) {
        readings.put(reading.what(), reading);
    }

    /** From now on the cluster makes tables of this form: always this one. */
    public synchronized void table(ExportFormat format, String text) {
        tables.put(format, text);
    }

    /** A node with four cores of which so many are in use, by that many jobs. */
    public static Node node(String name, NodeState state, int used) {
        List<JobId> jobs = new ArrayList<>();
        for (int i = 1; i <= used; i++) {
            jobs.add(new JobId(Integer.toString(i)));
        }
        return new Node(
                name,
                state,
                Optional.of(state.name()),
                List.of("fake"),
                Optional.of(4),
                Optional.of(used),
                Optional.of(16.0),
                Optional.of(8.0),
                Optional.empty(),
                Optional.empty(),
                List.of("fast"),
                Optional.empty(),
                jobs);
    }

    public static User user(String name, String project) {
        return new User(
                name,
                Optional.of(project),
                Optional.of("none"),
                Optional.of(1),
                Optional.of(0),
                Optional.of(2.5),
                List.of());
    }

    synchronized void add(Image... more) {
        images.addAll(List.of(more));
    }

    synchronized Page<Image> images(ImageQuery query) {
        return Paging.page(
                images.stream()
                        .filter(image -> query.type().map(image.types()::contains).orElse(true))
                        .filter(image -> query.search().map(image.id()::contains).orElse(true))
                        .toList(),
                query.limit(),
                query.cursor());
    }

    ClusterDetails describe(String id, Instant now) {
        Optional<Integer> none = Optional.empty();
        Queue queue =
                new Queue(
                        "fake",
                        Optional.of("up"),
                        true,
                        Optional.empty(),
                        none,
                        none,
                        none,
                        none,
                        none,
                        List.of());
        return new ClusterDetails(
                id,
                List.of(queue),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                now);
    }

    synchronized List<Node> nodes(NodeQuery query) {
        return nodes.values().stream().filter(query::admits).toList();
    }

    synchronized Node order(Caller caller, String name, NodeOrder order) {
        Node node =
                Optional.ofNullable(nodes.get(name))
                        .orElseThrow(() -> new HpcException(new Failure.NotFound("node", name)));
        if (!caller.subject().equals("alice")) {
            throw new HpcException(
                    new Failure.NotAllowed(
                            caller.subject() + " is no administrator there", Optional.empty()));
        }
        NodeState state =
                switch (order.target()) {
                    case DRAIN -> node.jobs().isEmpty() ? NodeState.DRAINED : NodeState.DRAINING;
                    case DOWN -> NodeState.DOWN;
                    case RESUME, IDLE -> NodeState.IDLE;
                };
        Node after =
                new Node(
                        name,
                        state,
                        Optional.of(state.name()),
                        node.queues(),
                        node.coresTotal(),
                        node.coresAllocated(),
                        node.memoryGbTotal(),
                        node.memoryGbFree(),
                        node.gpusTotal(),
                        node.gpusAllocated(),
                        node.features(),
                        Optional.of(order.reason()),
                        state == NodeState.DOWN ? List.of() : node.jobs());
        put(after);
        return after;
    }

    synchronized Set<MetricsKind> measured() {
        return Set.copyOf(readings.keySet());
    }

    synchronized MetricsReading measure(MetricsQuery query) {
        return Optional.ofNullable(readings.get(query.what())).orElseThrow();
    }

    synchronized List<Hit> search(SearchQuery query) {
        return hits.stream()
                .filter(hit -> query.type().map(hit.type()::equals).orElse(true))
                .filter(hit -> hit.id().contains(query.words()))
                .limit(query.limit())
                .toList();
    }

    synchronized Optional<Long> export(ExportRequest request, OutputStream to) {
        String table =
                Optional.ofNullable(tables.get(request.format()))
                        .orElseThrow(() ->
                                HpcException.notSupported("fake", request.format() + " tables"));
        try {
            to.write(table.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.empty();
    }

    synchronized Report order(ReportRequest request) {
        Report report =
                new Report(
                        Optional.of("r" + (reports.size() + 1)),
                        Optional.of(request.type()),
                        Optional.of("ordered"),
                        request.emailTo().map(address -> "goes to " + address));
        reports.addFirst(report);
        return report;
    }

    synchronized List<Report> reports() {
        return List.copyOf(reports);
    }

    synchronized List<User> users(Optional<String> name) {
        return users.stream().filter(user -> name.map(user.name()::equals).orElse(true)).toList();
    }

    /** Everything in it, so that two looks can be compared. */
    @Override
    public synchronized String toString() {
        return "FakeSite"
                + List.of(
                        nodes,
                        images,
                        users,
                        hits,
                        reports,
                        readings.toString(),
                        tables.toString());
    }
}
