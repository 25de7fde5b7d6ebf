package dev.hpcmcp.port;

import dev.hpcmcp.files.ForbiddenPaths;
import dev.hpcmcp.files.TextWindow;
import dev.hpcmcp.model.FileEntry;
import dev.hpcmcp.model.FileQuery;
import dev.hpcmcp.model.FileRead;
import dev.hpcmcp.model.FileText;
import dev.hpcmcp.model.FileWrite;
import dev.hpcmcp.model.FileWritten;
import dev.hpcmcp.model.Page;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Everybody's home directories, in memory. */
final class FakeFiles {
    private final TreeMap<String, String> texts = new TreeMap<>();

    Page<FileEntry> list(String user, FileQuery query) {
        String path = absolute(user, query.path());
        if (texts.containsKey(path)) {
            return Page.whole(List.of(entry(path)));
        }
        List<FileEntry> entries = new ArrayList<>();
        String within = path + "/";
        for (String file : texts.tailMap(within).keySet()) {
            if (!file.startsWith(within)) {
                break;
            }
            int slash = file.indexOf('/', within.length());
            FileEntry entry = slash < 0 ? entry(file) : directory(file.substring(0, slash));
            if (!entries.contains(entry)) {
                entries.add(entry);
            }
        }
        if (entries.isEmpty() && !path.equals("/home/" + user)) {
            throw missing(query.path());
        }
        return Paging.page(entries, query.limit(), query.cursor());
    }

    FileText read(String user, FileRead what) {
        String path = absolute(user, what.path());
        String text = Optional.ofNullable(texts.get(path)).orElseThrow(() -> missing(what.path()));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return TextWindow.of(path, bytes, bytes.length, what, "");
    }

    FileWritten write(String user, FileWrite what) {
        String path = absolute(user, what.path());
        boolean there = texts.containsKey(path);
        if (there && !what.append() && !what.overwrite()) {
            throw new HpcException(new Failure.Conflict("there is a file already"));
        }
        texts.put(path, (what.append() ? texts.getOrDefault(path, "") : "") + what.text());
        FileWritten.Done done =
                !there
                        ? FileWritten.Done.CREATED
                        : what.append() ? FileWritten.Done.APPENDED : FileWritten.Done.REPLACED;
        return new FileWritten(entry(path), done);
    }

    private FileEntry entry(String path) {
        return new FileEntry(
                path.substring(path.lastIndexOf('/') + 1),
                path,
                FileEntry.Kind.FILE,
                Optional.of((long) texts.getOrDefault(path, "").length()),
                Optional.of(Instant.EPOCH),
                Optional.empty(),
                Optional.of("rw-r--r--"));
    }

    private static FileEntry directory(String path) {
        return new FileEntry(
                path.substring(path.lastIndexOf('/') + 1),
                path,
                FileEntry.Kind.DIRECTORY,
                Optional.empty(),
                Optional.of(Instant.EPOCH),
                Optional.empty(),
                Optional.of("rwxr-xr-x"));
    }

    private static String absolute(String user, String path) {
        String home = "/home/" + user;
        String whole = ForbiddenPaths.checked(path).replaceFirst("^~", home);
        if (!whole.equals(home) && !whole.startsWith(home + "/")) {
            throw new HpcException(
                    new Failure.NotAllowed("only your home directory is here", Optional.empty()));
        }
        return whole;
    }

    private static HpcException missing(String path) {
        return new HpcException(new Failure.NotFound("file", path));
    }
}
