package dev.hpcmcp.port;

import dev.hpcmcp.model.FileEntry;
import dev.hpcmcp.model.FileQuery;
import dev.hpcmcp.model.FileRead;
import dev.hpcmcp.model.FileText;
import dev.hpcmcp.model.FileWrite;
import dev.hpcmcp.model.FileWritten;
import dev.hpcmcp.model.Page;

/**
 * A person's files on a cluster. Paths are absolute, or {@code ~} and what is below it. What opens
 * doors (keys, tokens, start-up files) is refused by every implementation, see {@code
 * files.ForbiddenPaths}; {@code FilesContract} says the rest in tests.
 */
public interface Files {
    /** The entries of a directory, or of a file itself alone. */
    Page<FileEntry> listFiles(Caller caller, FileQuery query);

    /**
     * Lines of a text file.
     *
     * @throws HpcException {@code NotFound}; {@code NotAllowed} outside of what may be read; {@code
     *     Conflict} for what is no text file
     */
    FileText readFile(Caller caller, FileRead what);

    /**
     * Writes a file once.
     *
     * @throws HpcException {@code Conflict} if it is there and neither to be replaced nor added to;
     *     {@code OutcomeUnknown} if it may have been written
     */
    FileWritten writeFile(Caller caller, FileWrite what);
}
