package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.model.Report;
import dev.hpcmcp.model.ReportRequest;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Orders reports. They go by mail only to addresses that the configuration names. */
final class Reporting {
    private final String cluster;
    private final SiteApi api;
    private final Set<String> recipients;

    Reporting(String cluster, SiteApi api, Set<String> recipients) {
        this.cluster = cluster;
        this.api = api;
        this.recipients =
                recipients.stream().map(Reporting::folded).collect(Collectors.toUnmodifiableSet());
    }

    Report order(Caller caller, ReportRequest request) {
        request.emailTo()
                .filter(address -> !recipients.contains(folded(address)))
                .ifPresent(_ -> {
                    throw new HpcException(
                            new Failure.NotAllowed(
                                    "sending a report of "
                                            + cluster
                                            + " to this address: the configuration does not name it in report-recipients",
                                    Optional.empty()));
                });
        return report(
                api.order(caller, body(request))
                        .jsonIfAny()
                        .map(Part::of)
                        .orElse(Part.NONE)
                        .unwrapped("report", "data"));
    }

    private static String folded(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> body(ReportRequest request) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("period", period(request));
        parameters.put("start_date", request.since().toString());
        parameters.put("end_date", request.until().toString());
        if (!request.queues().isEmpty()) {
            parameters.put("partitions", request.queues());
        }
        parameters.put("include_charts", request.charts());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", request.type());
        body.put("format", request.format().orElse("pdf"));
        body.put("parameters", parameters);
        request.emailTo()
                .ifPresent(address ->
                        body.put("delivery", Map.of("method", "email", "email", address)));
        return body;
    }

    /** The one period that is known, where it is one. */
    private static String period(ReportRequest request) {
        YearMonth month = YearMonth.from(request.since());
        boolean whole =
                request.since().equals(month.atDay(1))
                        && request.until().equals(month.atEndOfMonth());
        return whole ? "month" : "custom";
    }

    List<Report> reports(Caller caller) {
        return api.reports(caller).list("reports", "data").stream().map(Reporting::report).toList();
    }

    private static Report report(Part raw) {
        return new Report(
                raw.text("report_id").or(() -> raw.text("id")),
                raw.text("type"),
                raw.text("status"),
                raw.text("message"));
    }
}
