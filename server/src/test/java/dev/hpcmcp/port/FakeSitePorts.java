package dev.hpcmcp.port;

import dev.hpcmcp.model.ClusterDetails;
import dev.hpcmcp.model.ExportRequest;
import dev.hpcmcp.model.Hit;
import dev.hpcmcp.model.Image;
import dev.hpcmcp.model.ImageQuery;
import dev.hpcmcp.model.MetricsKind;
import dev.hpcmcp.model.MetricsQuery;
import dev.hpcmcp.model.MetricsReading;
import dev.hpcmcp.model.Node;
import dev.hpcmcp.model.NodeOrder;
import dev.hpcmcp.model.NodeQuery;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.model.Report;
import dev.hpcmcp.model.ReportRequest;
import dev.hpcmcp.model.SearchQuery;
import dev.hpcmcp.model.User;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a site is and measures, whoever runs jobs there. */
public abstract class FakeSitePorts extends FakeTrainingPorts
        implements Capacity, Images, NodeControl, Metrics, Search, Exports, Reports, Users {
    private final FakeSite site = new FakeSite();
    private final String cluster;
    private final Clock clock;

    FakeSitePorts(String cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /** Its machines, people, numbers and reports. */
    public FakeSite site() {
        return site;
    }

    public void addImages(Image... more) {
        site.add(more);
    }

    @Override
    public ClusterDetails describe(Caller caller) {
        called("describe", caller);
        return site.describe(cluster, clock.instant());
    }

    @Override
    public Page<Image> images(Caller caller, ImageQuery query) {
        called("images", caller, query);
        return site.images(query);
    }

    @Override
    public List<Node> nodes(Caller caller, NodeQuery query) {
        called("nodes", caller, query);
        return site.nodes(query);
    }

    @Override
    public Node order(Caller caller, String node, NodeOrder order) {
        called("orderNode", caller, node, order);
        return site.order(caller, node, order);
    }

    @Override
    public Set<MetricsKind> measured(Caller caller) {
        return site.measured();
    }

    @Override
    public MetricsReading measure(Caller caller, MetricsQuery query) {
        called("measure", caller, query);
        return site.measure(query);
    }

    @Override
    public List<Hit> search(Caller caller, SearchQuery query) {
        called("search", caller, query);
        return site.search(query);
    }

    @Override
    public Optional<Long> export(Caller caller, ExportRequest request, OutputStream to) {
        called("export", caller, request);
        return site.export(request, to);
    }

    @Override
    public Report order(Caller caller, ReportRequest request) {
        called("orderReport", caller, request);
        return site.order(request);
    }

    @Override
    public List<Report> reports(Caller caller) {
        called("reports", caller);
        return site.reports();
    }

    @Override
    public List<User> users(Caller caller, Optional<String> name) {
        called("users", caller, name);
        return site.users(name);
    }
}
