package dev.hpcmcp.tool;

import dev.hpcmcp.model.ExportFormat;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.node.ObjectNode;

/** A table as it is written, row by row, into a stream that it closes. */
interface Table extends Closeable {
    void row(ObjectNode row) throws IOException;

    /** Brings what was written to the stream. */
    void flush() throws IOException;

    /** A new table. Without columns its first row says them. */
    static Table of(ExportFormat format, List<String> columns, OutputStream out)
            throws IOException {
        return switch (format) {
            case CSV -> new CsvTable(columns, out);
            case JSON -> new JsonTable(out);
        };
    }

    /** Jackson hides that a stream failed; a full disk is to be told from a fault of ours. */
    static void write(Runnable step) throws IOException {
        try {
            step.run();
        } catch (JacksonIOException e) {
            throw new IOException(e);
        }
    }
}
