package dev.hpcmcp.tool;

import dev.hpcmcp.guard.Deed;
import dev.hpcmcp.model.FileEntry;
import dev.hpcmcp.model.FileQuery;
import dev.hpcmcp.model.FileRead;
import dev.hpcmcp.model.FileText;
import dev.hpcmcp.model.FileWrite;
import dev.hpcmcp.model.FileWritten;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Files;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.spec.ListFiles;
import dev.hpcmcp.spec.ReadFile;
import dev.hpcmcp.spec.WriteFile;
import dev.hpcmcp.text.LogText;
import java.util.Optional;

/** A person's files on a cluster. */
final class FileTools {
    private final Backends backends;

    FileTools(Backends backends) {
        this.backends = backends;
    }

    ListFiles.Output listFiles(Caller caller, ListFiles.Input input) {
        Page<FileEntry> page =
                files(caller, input.cluster())
                        .listFiles(
                                caller, new FileQuery(input.path(), input.limit(), input.cursor()));
        return new ListFiles.Output(page.items(), page.nextCursor(), page.total());
    }

    ReadFile.Output readFile(Caller caller, ReadFile.Input input) {
        FileText file =
                files(caller, input.cluster())
                        .readFile(
                                caller,
                                new FileRead(
                                        input.path(),
                                        input.fromLine(),
                                        input.lines(),
                                        input.maxChars()));
        if (LogText.binary(file.lines())) {
            throw new HpcException(
                    new Failure.Conflict(
                            "this file is binary, not text: submit a job that converts it, and read what that prints"));
        }
        return new ReadFile.Output(
                file.lines().isEmpty() ? "(nothing)" : String.join("\n", file.lines()),
                file.nextLine(),
                file.totalLines(),
                file.sizeBytes(),
                file.truncated(),
                file.notice());
    }

    /** The path is the model's own word, and shown as one to the person only. */
    static Optional<Deed> overwriting(WriteFile.Input input) {
        return input.overwrite()
                ? Optional.of(
                        Deed.overwrite("write over a file if there is one")
                                .with("It is \"" + input.path().replace('"', '\'') + "\"."))
                : Optional.empty();
    }

    WriteFile.Output writeFile(Caller caller, WriteFile.Input input) {
        if (input.append() && input.overwrite()) {
            throw HpcException.invalid("append", "append or overwrite, not both");
        }
        FileWritten written =
                files(caller, input.cluster())
                        .writeFile(
                                caller,
                                new FileWrite(
                                        input.path(),
                                        input.text(),
                                        input.append(),
                                        input.overwrite()));
        return new WriteFile.Output(written.done(), written.file());
    }

    private Files files(Caller caller, Optional<String> cluster) {
        return backends.serving(caller, cluster, Files.class).port();
    }
}
