package dev.hpcmcp.tool;

import dev.hpcmcp.files.Exchange;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Metrics;
import dev.hpcmcp.port.NodeControl;
import dev.hpcmcp.port.Nodes;
import dev.hpcmcp.port.Reports;
import dev.hpcmcp.port.Users;
import dev.hpcmcp.spec.CreateReport;
import dev.hpcmcp.spec.ExportJobs;
import dev.hpcmcp.spec.GetMetrics;
import dev.hpcmcp.spec.ListNodes;
import dev.hpcmcp.spec.ListUsers;
import dev.hpcmcp.spec.Search;
import dev.hpcmcp.spec.SetNodeState;
import java.util.List;

/** The tools about a cluster as a whole rather than about single jobs. */
final class SiteTools {
    private SiteTools() {}

    static List<Tool<?, ?>> over(Backends backends, Exchange exchange) {
        NodeTools nodes = new NodeTools(backends);
        SearchTools search = new SearchTools(backends);
        ExportTools exports = new ExportTools(backends, exchange);
        return List.of(
                Tool.of(GetMetrics.SPEC, Metrics.class, new MetricsTools(backends)::getMetrics),
                Tool.of(ListNodes.SPEC, Nodes.class, nodes::listNodes),
                Tool.waiting(
                        Search.SPEC,
                        Jobs.class,
                        (caller, input, _) -> search.search(caller, input)),
                Tool.waiting(ExportJobs.SPEC, Jobs.class, exports::exportJobs),
                Tool.of(CreateReport.SPEC, Reports.class, new ReportTools(backends)::createReport),
                Tool.waiting(SetNodeState.SPEC, NodeControl.class, nodes::setNodeState),
                Tool.of(ListUsers.SPEC, Users.class, new UserTools(backends)::listUsers));
    }
}
