package dev.hpcmcp.tool;

import dev.hpcmcp.files.Exchange;
import dev.hpcmcp.files.NewFile;
import dev.hpcmcp.model.ExportRequest;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.spec.ExportJobs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Writes tables of jobs, row by row, so that a long one needs no more memory than a short one. */
final class ExportTools {
    private static final int MOST_ROWS = 100_000;

    /** An answer is told twice, as text and as structure. */
    private static final int MOST_TEXT = Fit.BUDGET / 2;

    private final Backends backends;
    private final Exchange exchange;
    private final int mostRows;

    ExportTools(Backends backends, Exchange exchange) {
        this(backends, exchange, MOST_ROWS);
    }

    ExportTools(Backends backends, Exchange exchange, int mostRows) {
        this.backends = backends;
        this.exchange = exchange;
        this.mostRows = mostRows;
    }

    ExportJobs.Output exportJobs(Caller caller, ExportJobs.Input input, Progress progress)
            throws InterruptedException {
        ExportRequest request = request(input);
        Served<Jobs> served = backends.serving(caller, input.cluster(), Jobs.class);
        Optional<Path> target = input.path().map(name -> exchange.target(caller, name));
        try (Rows rows = Rows.of(served, caller, request, progress)) {
            return target.isPresent() ? toFile(target.get(), rows, request) : toText(rows, request);
        } catch (IOException e) {
            throw new HpcException(
                    new Failure.Conflict(
                            "the table could not be kept on the server's machine: its disk may be full"),
                    e);
        }
    }

    private static ExportRequest request(ExportJobs.Input input) {
        Times.check(input.since(), input.until());
        return new ExportRequest(
                input.format(),
                input.states(),
                input.outcomes(),
                input.user(),
                input.since(),
                input.until(),
                Columns.of(input.fields()));
    }

    private ExportJobs.Output toFile(Path target, Rows rows, ExportRequest request)
            throws InterruptedException {
        Tally tally = new Tally();
        long bytes =
                NewFile.write(
                        target,
                        out -> tally.write(rows, request, out, () -> tally.rows < mostRows));
        return new ExportJobs.Output(
                tally.rows,
                bytes,
                Optional.of(target.toString()),
                Optional.empty(),
                rows.made(),
                tally.missing(
                        "only the first %d rows were written: ask for the others with until"));
    }

    private static ExportJobs.Output toText(Rows rows, ExportRequest request)
            throws IOException, InterruptedException {
        Tally tally = new Tally();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        tally.write(rows, request, out, () -> out.size() < MOST_TEXT);
        return new ExportJobs.Output(
                tally.rows,
                out.size(),
                Optional.empty(),
                Optional.of(out.toString(StandardCharsets.UTF_8)),
                rows.made(),
                tally.missing(
                        "only the first %d rows are shown: give path for all, or fewer fields"));
    }

    /** What was written. It ends where a row comes for which there is no room. */
    private static final class Tally {
        private long rows;
        private boolean whole;

        void write(Rows from, ExportRequest request, OutputStream out, BooleanSupplier room)
                throws IOException, InterruptedException {
            try (Table table = Table.of(request.format(), from.columns(), out)) {
                whole =
                        from.each(row -> {
                            table.flush();
                            if (!room.getAsBoolean()) {
                                return false;
                            }
                            table.row(row);
                            rows++;
                            return true;
                        });
            }
        }

        Optional<String> missing(String words) {
            return whole ? Optional.empty() : Optional.of(words.formatted(rows));
        }
    }
}
