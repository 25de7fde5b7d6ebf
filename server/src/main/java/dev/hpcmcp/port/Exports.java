package dev.hpcmcp.port;

import dev.hpcmcp.model.ExportRequest;
import java.io.OutputStream;
import java.util.Optional;

/** Tables of jobs that the cluster itself makes. Without it, they are made from lists of jobs. */
public interface Exports {
    /**
     * Has an export made, waits for it, and writes it out as it comes.
     *
     * @return how many rows it has, if the cluster says
     * @throws HpcException {@code NotSupported} for a format the cluster does not make
     */
    Optional<Long> export(Caller caller, ExportRequest request, OutputStream to);
}
