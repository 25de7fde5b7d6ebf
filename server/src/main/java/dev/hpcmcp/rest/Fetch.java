package dev.hpcmcp.rest;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Brings a large file here. What an earlier try left is gone on with if the server still has the
 * same file, which its ETag tells. The file gets its name when all of it is here.
 */
public final class Fetch {
    private static final int NOT_THAT_PART = 416;

    private final Rest rest;
    private final Path target;
    private final Path part;
    private final Path tag;
    private final long most;

    /**
     * A download into this file.
     *
     * @param most bytes that a file may have
     */
    public Fetch(Rest rest, Path target, long most) {
        this.rest = rest;
        this.target = target;
        this.part = target.resolveSibling("." + target.getFileName() + ".part");
        this.tag = target.resolveSibling("." + target.getFileName() + ".etag");
        this.most = most;
    }

    /** The size of the file that is here now. */
    public long run(Call call) {
        try {
            long before = begun();
            try {
                pour(call, before);
            } catch (HpcException e) {
                retryOrTell(call, before, e);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            Files.deleteIfExists(tag);
            return Files.size(target);
        } catch (IOException ours) {
            throw new UncheckedIOException("the file cannot be written", ours);
        }
    }

    private void retryOrTell(Call call, long before, HpcException e) throws IOException {
        if (before > 0
                && e.failure() instanceof Failure.BadAnswer bad
                && bad.status() == NOT_THAT_PART) {
            forget();
            pour(call, 0);
            return;
        }
        if (e.failure() instanceof Failure.OverBudget || begun() <= before) {
            throw e;
        }
        throw new HpcException(
                new Failure.Conflict(
                        "the download broke off with %d bytes here; the same call again goes on from there"
                                .formatted(begun())),
                e);
    }

    /** How much is here that can be gone on with. */
    private long begun() throws IOException {
        if (Files.exists(part) && Files.exists(tag)) {
            return Files.size(part);
        }
        forget();
        return 0;
    }

    private void forget() throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(tag);
    }

    private void pour(Call call, long before) throws IOException {
        Call asked =
                before == 0
                        ? call
                        : call.header("Range", "bytes=" + before + "-")
                                .header("If-Range", Files.readString(tag));
        // One byte more than may be, to see that it is too much.
        if (rest.stream(asked.atMost(most + 1), head -> open(head, before)).cut()
                || Files.size(part) > most) {
            forget();
            throw tooLarge("more");
        }
    }

    private OutputStream open(Head head, long before) throws IOException {
        boolean goesOn = head.status() == 206 && begins(head, before);
        if (head.status() == 206 && !goesOn) {
            throw new IOException("another part than the one asked for");
        }
        long there = goesOn ? before : 0;
        Optional<Long> size = head.header("Content-Length").flatMap(Fetch::number);
        if (size.filter(rest -> rest + there > most).isPresent()) {
            forget();
            throw tooLarge(Long.toString(size.get() + there));
        }
        if (goesOn) {
            return Files.newOutputStream(part, StandardOpenOption.APPEND);
        }
        forget();
        Optional<String> etag = head.header("ETag").filter(text -> text.startsWith("\""));
        if (etag.isPresent()) {
            Files.writeString(tag, etag.get());
        }
        return Files.newOutputStream(part, StandardOpenOption.CREATE_NEW);
    }

    private static boolean begins(Head head, long at) {
        return head.header("Content-Range")
                .filter(range -> range.startsWith("bytes " + at + "-"))
                .isPresent();
    }

    private static Optional<Long> number(String digits) {
        return digits.matches("\\d{1,18}") ? Optional.of(Long.valueOf(digits)) : Optional.empty();
    }

    private HpcException tooLarge(String bytes) {
        return new HpcException(
                new Failure.OverBudget("of " + most + " bytes for a file", bytes + " bytes"));
    }
}
