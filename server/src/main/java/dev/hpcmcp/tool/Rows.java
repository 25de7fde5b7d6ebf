package dev.hpcmcp.tool;

import dev.hpcmcp.model.ExportRequest;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Exports;
import dev.hpcmcp.port.Failure.NotSupported;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Jobs;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The cleaned rows of an export, wherever they come from. */
interface Rows extends Closeable {
    /** Where rows go. */
    @FunctionalInterface
    interface Sink {
        /** False if it does not take this row nor any other. */
        boolean take(ObjectNode row) throws IOException;
    }

    /** Whether the cluster made the table. */
    boolean made();

    /** The names of the columns; empty if the rows say them. */
    List<String> columns();

    /** Gives the rows out, once. False if that was not all of them. */
    boolean each(Sink sink) throws IOException, InterruptedException;

    /** The cluster's own export if it makes one of this form; else what its list of jobs says. */
    static Rows of(Served<Jobs> served, Caller caller, ExportRequest request, Progress progress)
            throws IOException {
        if (served.port() instanceof Exports exports) {
            try {
                return MadeRows.of(served.cluster(), exports, caller, request, progress);
            } catch (HpcException e) {
                if (!(e.failure() instanceof NotSupported)) {
                    throw e;
                }
            }
        }
        return new ListedRows(served.port(), caller, request, progress);
    }
}
