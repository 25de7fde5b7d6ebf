package dev.hpcmcp.port;

import dev.hpcmcp.model.Report;
import dev.hpcmcp.model.ReportRequest;
import java.util.List;

/** Reports a cluster makes about itself. */
public interface Reports {
    /**
     * Orders a report.
     *
     * @throws HpcException {@code NotAllowed} for an address outside those the configuration allows
     */
    Report order(Caller caller, ReportRequest request);

    /** The reports there are, newest first where the cluster says. */
    List<Report> reports(Caller caller);
}
