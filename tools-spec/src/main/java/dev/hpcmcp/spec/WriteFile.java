package dev.hpcmcp.spec;

import dev.hpcmcp.model.Brief;
import dev.hpcmcp.model.Doc;
import dev.hpcmcp.model.FileEntry;
import dev.hpcmcp.model.FileWritten;
import java.util.Optional;

/** Writes a text file. */
public final class WriteFile {
    public static final ToolSpec<Input, Output> SPEC =
            new ToolSpec<>(
                    "write_file",
                    "Write a file",
                    """
                    Writes text into a file on a cluster, with the directories it needs. A file that is there stays as it is \
                    unless you append, or overwrite it: then what was in it is lost.
                    """,
                    Input.class,
                    Output.class,
                    Effect.DESTROYS,
                    Scope.FILES_WRITE,
                    Toolset.FILES);

    private WriteFile() {}

    public record Input(
            @Doc("Needed if there are several clusters") Optional<String> cluster,
            @Doc(value = "Absolute, or as ~/x", max = 4096) String path,
            @Doc(value = "What to write, as it is", max = 1_000_000) String text,
            @Doc("Add to its end instead") boolean append,
            @Doc("Replace a file that is there") boolean overwrite) {}

    public record Output(
            @Doc("What was done") FileWritten.Done done,
            @Doc("name, path, kind, size_bytes, modified_at, owner, permissions") @Brief
                    FileEntry file) {}
}
