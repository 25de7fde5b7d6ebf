package dev.hpcmcp.spec;

import dev.hpcmcp.model.Brief;
import dev.hpcmcp.model.Doc;
import dev.hpcmcp.model.Report;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Reports that a cluster makes about itself. */
public final class CreateReport {
    public static final ToolSpec<Input, Output> SPEC =
            new ToolSpec<>(
                    "create_report",
                    "Create report",
                    """
                    Has a cluster report about some days. Without type lists the reports there are.
                    """,
                    Input.class,
                    Output.class,
                    Effect.CREATES,
                    Scope.REPORTS_WRITE,
                    Toolset.REPORTS);

    private CreateReport() {}

    public record Input(
            @Doc("Which, if several") Optional<String> cluster,
            @Doc("Such as utilization") Optional<String> type,
            @Doc("Such as pdf") Optional<String> format,
            @Doc("First day") Optional<LocalDate> since,
            @Doc("Last day") Optional<LocalDate> until,
            @Doc("Only these") List<String> queues,
            @Doc("With them") boolean charts,
            @Doc("An allowed address") Optional<String> emailTo) {}

    public record Output(
            @Doc("The new, or all: id, type, status, message") @Brief List<Report> reports,
            @Doc("How many in all") int total) {}
}
