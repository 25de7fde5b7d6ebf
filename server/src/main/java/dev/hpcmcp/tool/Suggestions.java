package dev.hpcmcp.tool;

import dev.hpcmcp.model.Image;
import dev.hpcmcp.model.ImageQuery;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.Node;
import dev.hpcmcp.model.NodeQuery;
import dev.hpcmcp.model.Queue;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Capacity;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Images;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Nodes;
import dev.hpcmcp.spec.FetchImages;
import dev.hpcmcp.spec.GetCluster;
import dev.hpcmcp.spec.ListClusters;
import dev.hpcmcp.spec.ListJobs;
import dev.hpcmcp.spec.ListNodes;
import dev.hpcmcp.spec.ToolSpec;
import dev.hpcmcp.text.Untrusted;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Completes what somebody begins to type. Where it cannot look it suggests nothing: a suggestion is
 * no answer. Whether the caller may know is asked before. What cannot be shown as it is, is not
 * suggested either.
 */
final class Suggestions {
    private static final int MOST = 50;

    private final Backends backends;

    Suggestions(Backends backends) {
        this.backends = backends;
    }

    /** The tool by which a caller could know the values of an argument. */
    static Optional<ToolSpec<?, ?>> from(String argument) {
        return switch (argument) {
            case "cluster" -> Optional.of(ListClusters.SPEC);
            case "queue" -> Optional.of(GetCluster.SPEC);
            case "job_id", "id" -> Optional.of(ListJobs.SPEC);
            case "image" -> Optional.of(FetchImages.SPEC);
            case "node" -> Optional.of(ListNodes.SPEC);
            default -> Optional.empty();
        };
    }

    List<String> suggest(Caller caller, String argument, String begun, Optional<String> cluster) {
        try {
            return known(caller, argument, begun, cluster)
                    .filter(value -> value.startsWith(begun))
                    .filter(value -> Untrusted.line(value).equals(value))
                    .distinct()
                    .limit(MOST)
                    .toList();
        } catch (HpcException e) {
            return List.of();
        }
    }

    private Stream<String> known(
            Caller caller, String argument, String begun, Optional<String> cluster) {
        return switch (argument) {
            case "cluster" -> backends.of(caller).stream().map(Backend::id);
            case "queue" ->
                    asked(
                            caller,
                            cluster,
                            Capacity.class,
                            port -> port.describe(caller).queues().stream().map(Queue::name));
            case "job_id", "id" -> asked(caller, cluster, Jobs.class, port -> jobs(caller, port));
            case "image" ->
                    asked(caller, cluster, Images.class, port -> images(caller, begun, port));
            case "node" ->
                    asked(
                            caller,
                            cluster,
                            Nodes.class,
                            port -> port.nodes(caller, NodeQuery.all()).stream().map(Node::name));
            default -> Stream.of();
        };
    }

    private <P> Stream<String> asked(
            Caller caller,
            Optional<String> cluster,
            Class<P> port,
            Function<P, Stream<String>> question) {
        return question.apply(backends.serving(caller, cluster, port).port());
    }

    private static Stream<String> jobs(Caller caller, Jobs port) {
        return port.list(caller, JobQuery.all(MOST)).items().stream()
                .map(Job::jobId)
                .map(Object::toString);
    }

    private static Stream<String> images(Caller caller, String begun, Images port) {
        Optional<String> search = Optional.of(begun).filter(text -> !text.isEmpty());
        return port
                .images(caller, new ImageQuery(Optional.empty(), search, MOST, Optional.empty()))
                .items()
                .stream()
                .map(Image::id);
    }
}
