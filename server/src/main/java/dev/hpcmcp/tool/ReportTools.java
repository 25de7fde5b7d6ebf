package dev.hpcmcp.tool;

import dev.hpcmcp.model.Report;
import dev.hpcmcp.model.ReportRequest;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Reports;
import dev.hpcmcp.spec.CreateReport;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Has a cluster report about itself. */
final class ReportTools {
    private final Backends backends;

    ReportTools(Backends backends) {
        this.backends = backends;
    }

    CreateReport.Output createReport(Caller caller, CreateReport.Input input) {
        Optional<ReportRequest> request = request(input);
        Reports port = backends.serving(caller, input.cluster(), Reports.class).port();
        if (request.isPresent()) {
            return new CreateReport.Output(List.of(port.order(caller, request.get())), 1);
        }
        List<Report> all = port.reports(caller);
        return new CreateReport.Output(Fit.first(all), all.size());
    }

    /** What to make; nothing if nothing is said of it. */
    private static Optional<ReportRequest> request(CreateReport.Input input) {
        Times.check(input.since(), input.until());
        if (input.type().isEmpty()) {
            refuseHalf(input);
            return Optional.empty();
        }
        return Optional.of(
                new ReportRequest(
                        input.type().get(),
                        input.format(),
                        day("since", input.since()),
                        day("until", input.until()),
                        input.queues(),
                        input.charts(),
                        input.emailTo()));
    }

    /** Whoever describes a report wants it made, not the others listed. */
    private static void refuseHalf(CreateReport.Input input) {
        boolean described =
                input.format().isPresent()
                        || input.since().isPresent()
                        || input.until().isPresent()
                        || input.emailTo().isPresent()
                        || input.charts()
                        || !input.queues().isEmpty();
        if (described) {
            throw HpcException.invalid(
                    "type",
                    "is missing",
                    "a type such as utilization, or no argument but cluster to list the reports there are");
        }
    }

    private static LocalDate day(String field, Optional<LocalDate> given) {
        return given.orElseThrow(() ->
                HpcException.invalid(
                        field, "is needed to make a report", "a day such as 2026-01-31"));
    }
}
