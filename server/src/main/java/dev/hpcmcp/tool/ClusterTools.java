package dev.hpcmcp.tool;

import dev.hpcmcp.model.Cluster;
import dev.hpcmcp.model.ClusterDetails;
import dev.hpcmcp.model.Health;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Capacity;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Ports;
import dev.hpcmcp.spec.GetCluster;
import dev.hpcmcp.spec.ListClusters;
import dev.hpcmcp.text.FailureWords;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What clusters there are, and what each has. */
final class ClusterTools {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Backends backends;
    private final Clock clock;

    ClusterTools(Backends backends, Clock clock) {
        this.backends = backends;
        this.clock = clock;
    }

    ListClusters.Output listClusters(Caller caller, List<String> off) throws InterruptedException {
        List<Cluster> clusters =
                AllAtOnce.ask(
                        backends.of(caller),
                        PATIENCE,
                        backend -> cluster(backend, backend.health(caller)),
                        (backend, problem) -> cluster(backend, unknown(problem)));
        return new ListClusters.Output(clusters, off);
    }

    ClusterDetails getCluster(Caller caller, GetCluster.Input input) {
        return backends.serving(caller, input.cluster(), Capacity.class).port().describe(caller);
    }

    private Cluster cluster(Backend backend, Health health) {
        return new Cluster(
                backend.id(),
                backend.title(),
                backend.kind(),
                health.status(),
                health.message(),
                Ports.offeredBy(backend),
                clock.instant());
    }

    private static Health unknown(Throwable problem) {
        String words =
                problem instanceof HpcException e
                        ? FailureWords.sentence(e.failure())
                        : "it did not answer within " + PATIENCE.toSeconds() + " s";
        return new Health(Cluster.Status.UNKNOWN, Optional.of(words));
    }
}
