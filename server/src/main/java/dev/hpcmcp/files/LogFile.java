package dev.hpcmcp.files;

import dev.hpcmcp.model.LogPage;
import dev.hpcmcp.model.LogQuery;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Parts of a text file that may be huge and may still grow.
 *
 * <p>While it grows its last line may be incomplete. Such a line is shown at the end of a tail, but
 * the cursor stays before it and reading on waits for the rest: who follows gets each line once and
 * whole.
 */
public final class LogFile {
    private static final long CHEAP_TO_COUNT = 1024 * 1024;

    private final Path file;
    private final boolean growing;
    private final LinkOption[] links;
    private final Set<OpenOption> options;

    /**
     * @param followLinks false for a file that must not lead elsewhere
     * @param growing whether somebody may still write to it
     */
    public LogFile(Path file, boolean followLinks, boolean growing) {
        this.file = file;
        this.growing = growing;
        this.links = followLinks ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
        this.options =
                followLinks
                        ? Set.of(StandardOpenOption.READ)
                        : Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    /** A file that is not there yet is read like an empty one. */
    public LogPage read(LogQuery query) throws IOException {
        if (!Files.isRegularFile(file, links)) {
            return empty(query);
        }
        try (FileChannel channel = FileChannel.open(file, options)) {
            return page(channel, query);
        } catch (NoSuchFileException gone) {
            return empty(query);
        }
    }

    private LogPage empty(LogQuery query) {
        LogCursor start = new LogCursor(query.stream(), false, 0);
        query.cursor().ifPresent(text -> LogCursor.parse(text, query.stream(), Long.MAX_VALUE));
        query.search().ifPresent(SearchPattern::compiled);
        return new LogPage(
                List.of(),
                Optional.empty(),
                Optional.of(0L),
                Optional.of(start.toString()),
                Optional.empty(),
                false,
                Optional.of(file.toString()));
    }

    private LogPage page(FileChannel channel, LogQuery query) throws IOException {
        long size = channel.size();
        Optional<LogCursor> cursor =
                query.cursor().map(text -> LogCursor.parse(text, query.stream(), size));
        LogWindow window;
        if (query.search().isPresent()) {
            window =
                    new LogSearch(SearchPattern.compiled(query.search().get()), query, growing)
                            .in(channel, cursor.map(LogCursor::offset).orElse(0L), size);
        } else if (cursor.filter(c -> !c.backwards()).isPresent()) {
            window = LogWindow.after(channel, cursor.get().offset(), size, query, growing);
        } else {
            window =
                    LogWindow.before(
                            channel, cursor.map(LogCursor::offset).orElse(size), query, growing);
        }
        return page(channel, size, query, window);
    }

    private LogPage page(FileChannel channel, long size, LogQuery query, LogWindow window)
            throws IOException {
        boolean counted = size <= CHEAP_TO_COUNT;
        boolean search = query.search().isPresent();
        return new LogPage(
                window.lines(),
                window.lines().isEmpty() || search
                        ? Optional.empty()
                        : firstLine(channel, window.from(), counted),
                counted ? Optional.of(lines(channel, size)) : Optional.empty(),
                Optional.of(new LogCursor(query.stream(), false, window.to()).toString()),
                window.from() > 0 && !search
                        ? Optional.of(new LogCursor(query.stream(), true, window.from()).toString())
                        : Optional.empty(),
                window.truncated(),
                Optional.of(file.toString()));
    }

    private static Optional<Long> firstLine(FileChannel channel, long from, boolean counted)
            throws IOException {
        return from == 0 || counted ? Optional.of(lines(channel, from) + 1) : Optional.empty();
    }

    private static long lines(FileChannel channel, long end) throws IOException {
        LineSource source = new LineSource(channel, 0, end);
        long lines = 0;
        while (source.next().isPresent()) {
            lines++;
        }
        return lines;
    }
}
