package dev.hpcmcp.port;

import dev.hpcmcp.model.MetricsKind;
import dev.hpcmcp.model.MetricsQuery;
import dev.hpcmcp.model.MetricsReading;
import java.util.Set;

/** Numbers about a cluster. */
public interface Metrics {
    /** The kinds this cluster can tell; the tool refuses the others before they get here. */
    Set<MetricsKind> measured(Caller caller);

    MetricsReading measure(Caller caller, MetricsQuery query);
}
