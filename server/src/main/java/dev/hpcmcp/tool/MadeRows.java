package dev.hpcmcp.tool;

import dev.hpcmcp.model.ExportFormat;
import dev.hpcmcp.model.ExportRequest;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Exports;
import dev.hpcmcp.port.Failure.BadAnswer;
import dev.hpcmcp.port.Failure.OverBudget;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.spec.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

/**
 * The rows of an export that the cluster made. It goes through a file of ours, for what is in it is
 * a cluster's text like any other: it is read and cleaned row by row.
 */
record MadeRows(String cluster, Path file, ExportFormat format, Progress progress) implements Rows {
    private static final long LARGEST = 500_000_000;
    private static final int BETWEEN_REPORTS = 1_000;
    private static final CsvMapper CSV = new CsvMapper();

    static MadeRows of(
            String cluster,
            Exports exports,
            Caller caller,
            ExportRequest request,
            Progress progress)
            throws IOException {
        progress.report(0, OptionalDouble.empty(), cluster + " makes the table");
        Path file = Files.createTempFile("hpc-mcp-export-", "");
        try {
            try (OutputStream out =
                    new Capped(new BufferedOutputStream(Files.newOutputStream(file)))) {
                exports.export(caller, request, out);
            }
            return new MadeRows(cluster, file, request.format(), progress);
        } catch (IOException | RuntimeException broken) {
            Files.deleteIfExists(file);
            throw broken;
        }
    }

    @Override
    public boolean made() {
        return true;
    }

    @Override
    public List<String> columns() {
        return List.of();
    }

    @Override
    public boolean each(Sink sink) throws IOException, InterruptedException {
        ObjectReader reader =
                switch (format) {
                    case CSV ->
                            CSV.readerFor(ObjectNode.class)
                                    .with(CsvSchema.emptySchema().withHeader());
                    case JSON -> Json.MAPPER.readerFor(ObjectNode.class);
                };
        try (MappingIterator<ObjectNode> rows = reader.readValues(file.toFile())) {
            for (int count = 1; rows.hasNextValue(); count++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (!sink.take((ObjectNode) Columns.clean(rows.nextValue()))) {
                    return false;
                }
                if (count % BETWEEN_REPORTS == 0) {
                    progress.report(count, OptionalDouble.empty(), count + " rows read");
                }
            }
            return true;
        } catch (JacksonException e) {
            throw new HpcException(
                    new BadAnswer(cluster, 200, "its export is no table that can be read"), e);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }

    /** A disk is no place for what never ends. */
    private static final class Capped extends java.io.FilterOutputStream {
        private long left = LARGEST;

        Capped(OutputStream out) {
            super(out);
        }

        private void take(int bytes) {
            left -= bytes;
            if (left < 0) {
                throw new HpcException(
                        new OverBudget(
                                LARGEST + " bytes for one export",
                                "more; ask for less at a time with since and until"));
            }
        }

        @Override
        public void write(int one) throws IOException {
            take(1);
            out.write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            take(count);
            out.write(bytes, from, count);
        }
    }
}
