package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.files.ForbiddenPaths;
import dev.hpcmcp.files.TextWindow;
import dev.hpcmcp.model.FileEntry;
import dev.hpcmcp.model.FileQuery;
import dev.hpcmcp.model.FileRead;
import dev.hpcmcp.model.FileText;
import dev.hpcmcp.model.FileWrite;
import dev.hpcmcp.model.FileWritten;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A user's files, as far as the site hands them out. */
final class RemoteFiles {
    /** As much as a site gives at a time, unless it was told otherwise. */
    private static final long MOST = 10L << 20;

    private static final int REGULAR = 0100000;
    private static final int KIND = 0170000;

    private final String cluster;
    private final OnDemandApi api;
    private final Sites sites;
    private final Destination destination;

    RemoteFiles(String cluster, OnDemandApi api, Sites sites) {
        this.cluster = cluster;
        this.api = api;
        this.sites = sites;
        this.destination = new Destination(api);
    }

    /** A file's content, or its beginning. */
    static final class Taken {
        private final String path;
        private final byte[] bytes;
        private final long size;

        private Taken(String path, byte[] bytes, long size) {
            this.path = path;
            this.bytes = bytes;
            this.size = size;
        }

        byte[] bytes() {
            return bytes.clone();
        }

        boolean isHeadOnly() {
            return bytes.length < size;
        }
    }

    /** In words: why there is no end, and how to get it. */
    static String beginningOnly(String path) {
        return "only the first 10 MiB of this file can be had here: read_file reads them, search looks through them; for its end submit a job that runs tail on "
                + path;
    }

    Page<FileEntry> list(Caller caller, FileQuery query) {
        String path = checked(caller, query.path());
        int from = query.cursor().map(RemoteFiles::parse).orElse(0);
        List<FileEntry> all =
                api.files(caller, path).entries().stream()
                        .filter(entry -> entry.error().isEmpty())
                        .map(RemoteFiles::entry)
                        .toList();
        int to = (int) Math.min(all.size(), (long) from + query.limit());
        return new Page<>(
                from < to ? all.subList(from, to) : List.of(),
                to < all.size() ? Optional.of(Integer.toString(to)) : Optional.empty(),
                Optional.of(all.size()));
    }

    private static int parse(String cursor) {
        if (!cursor.matches("\\d{1,9}")) {
            throw HpcException.invalid("cursor", "this is not a cursor that was given out");
        }
        return Integer.parseInt(cursor);
    }

    FileText read(Caller caller, FileRead what) {
        Taken taken = take(caller, what.path());
        return TextWindow.of(taken.path, taken.bytes, taken.size, what, beginningOnly("it"));
    }

    /** First its size: a file that is cut off at the limit does not say so. */
    Taken take(Caller caller, String wanted) {
        String path = checked(caller, wanted);
        OnDemandJson.Entry file = regular(caller, path);
        long size = file.size().orElse(0L);
        if (size > MOST && !sites.of(caller).has(Release.CONTROL)) {
            throw new HpcException(
                    new Failure.Conflict(
                            "this file is larger than the 10 MiB that this site hands out: submit a job that runs head or tail on it, and read what that prints"));
        }
        byte[] bytes = size == 0 ? new byte[0] : api.content(caller, path, MOST);
        return new Taken(file.path(), bytes, Math.max(size, bytes.length));
    }

    /** All of it, unless it is as long as it was or longer than this. */
    Optional<byte[]> grown(Caller caller, String wanted, long was, long most) {
        String path = checked(caller, wanted);
        long size = regular(caller, path).size().orElse(0L);
        return size == was || size == 0 || size > most
                ? Optional.empty()
                : Optional.of(api.content(caller, path, most));
    }

    /** A link may lead where nobody may go: where it ends is looked at as far as the site tells. */
    private OnDemandJson.Entry regular(Caller caller, String path) {
        OnDemandJson.Shown there = api.files(caller, path);
        if (there.isDirectory() || there.entries().getFirst().isDirectory()) {
            throw new HpcException(
                    new Failure.Conflict("it is a directory; list_files shows what is in it"));
        }
        OnDemandJson.Entry file = there.entries().getFirst();
        if (file.error().isPresent()) {
            throw new HpcException(new Failure.NotFound("file", path));
        }
        ForbiddenPaths.checked(file.path());
        if (file.mode()
                .filter(mode -> (mode & KIND) != 0 && (mode & KIND) != REGULAR)
                .isPresent()) {
            throw new HpcException(new Failure.Conflict("it is no plain file"));
        }
        return file;
    }

    /** Only after a look, which also wakes the user's server: a write is sent once. */
    FileWritten write(Caller caller, FileWrite what) {
        String path = checked(caller, what.path());
        if (what.append() && !sites.of(caller).has(Release.CONTROL)) {
            throw new HpcException(
                    new Failure.NotSupported(
                            cluster,
                            "adding to a file: its version would replace it",
                            Optional.of("read_file, then write_file with overwrite")));
        }
        boolean there = isThere(caller, path);
        if (!there) {
            destination.check(caller, sites.of(caller), path);
        }
        if (there && !what.append() && !what.overwrite()) {
            throw new HpcException(
                    new Failure.Conflict(
                            "there is a file already: overwrite replaces it, append adds to it"));
        }
        byte[] bytes = what.text().getBytes(StandardCharsets.UTF_8);
        OnDemandJson.Entry written = sent(caller, path, bytes, what.append());
        FileWritten.Done done =
                !there
                        ? FileWritten.Done.CREATED
                        : what.append() ? FileWritten.Done.APPENDED : FileWritten.Done.REPLACED;
        return new FileWritten(entry(written), done);
    }

    private OnDemandJson.Entry sent(Caller caller, String path, byte[] bytes, boolean append) {
        try {
            return api.write(caller, path, bytes, append);
        } catch (HpcException e) {
            throw e.failure() instanceof Failure.OutcomeUnknown
                    ? new HpcException(
                            new Failure.OutcomeUnknown(
                                    cluster,
                                    "writing the file",
                                    Optional.of("Look with read_file before trying again")),
                            e)
                    : e;
        }
    }

    private boolean isThere(Caller caller, String path) {
        try {
            regular(caller, path);
            return true;
        } catch (HpcException e) {
            if (e.failure() instanceof Failure.NotFound) {
                return false;
            }
            throw e;
        }
    }

    private String checked(Caller caller, String path) {
        Site site = sites.of(caller);
        if (!site.has(Release.FILES)) {
            throw new HpcException(
                    new Failure.NotSupported(
                            cluster, "files", Optional.of("this site's API is too old for it")));
        }
        return site.absolute(ForbiddenPaths.checked(path));
    }

    static FileEntry entry(OnDemandJson.Entry raw) {
        String name = raw.name().orElse(raw.path().substring(raw.path().lastIndexOf('/') + 1));
        return new FileEntry(
                name,
                raw.path(),
                kind(raw),
                raw.size(),
                OnDemandJson.time(raw.mtime()),
                raw.owner(),
                raw.mode().map(RemoteFiles::permissions));
    }

    private static FileEntry.Kind kind(OnDemandJson.Entry raw) {
        if (raw.isDirectory()) {
            return FileEntry.Kind.DIRECTORY;
        }
        int type = raw.mode().orElse(REGULAR) & KIND;
        return type == REGULAR || type == 0 ? FileEntry.Kind.FILE : FileEntry.Kind.OTHER;
    }

    private static String permissions(int mode) {
        return Stream.of(6, 3, 0)
                .map(shift -> mode >> shift & 7)
                .map(bits ->
                        ((bits & 4) != 0 ? "r" : "-")
                                + ((bits & 2) != 0 ? "w" : "-")
                                + ((bits & 1) != 0 ? "x" : "-"))
                .reduce("", String::concat);
    }
}
