package dev.hpcmcp.backend.local;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The directory that is the cluster's memory, the lock on it, and what is said when it is broken.
 */
final class Spool {
    static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * A file lock belongs to the whole process, and is lost when anybody in it closes the file: so
     * within a process everybody who shares a spool must first have this lock.
     */
    private static final ConcurrentHashMap<Path, ReentrantLock> WITHIN_PROCESS =
            new ConcurrentHashMap<>();

    private final String cluster;
    private final Path root;

    Spool(String cluster, Path root) {
        this.cluster = cluster;
        this.root = root;
    }

    /** Something that touches files. */
    interface Work<T> {
        T run() throws IOException;
    }

    Path root() {
        return root;
    }

    /**
     * Runs alone: no other thread and no other process is at this spool. It runs in a thread of its
     * own, because an interrupt of the caller would close files in the middle of a change.
     */
    <T> T alone(Work<T> work) {
        FutureTask<T> task = new FutureTask<>(() -> locked(work));
        Thread.ofVirtual().name("local-spool").start(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException later) {
                    interrupted = true;
                } catch (ExecutionException thrown) {
                    throw rethrown(thrown);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException rethrown(ExecutionException thrown) {
        return switch (thrown.getCause()) {
            case HpcException failed -> new HpcException(failed.failure(), failed);
            case RuntimeException bug -> new IllegalStateException(bug);
            case null, default -> new IllegalStateException(thrown);
        };
    }

    private <T> T locked(Work<T> work) {
        ReentrantLock lock = WITHIN_PROCESS.computeIfAbsent(root, path -> new ReentrantLock());
        if (!patiently(lock)) {
            throw busy();
        }
        try {
            return guarded(() -> {
                prepare();
                return lockedByFile(work);
            });
        } finally {
            lock.unlock();
        }
    }

    private boolean patiently(ReentrantLock lock) {
        try {
            return lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new HpcException(
                    new Failure.Unreachable(cluster, "the call was stopped"), stopped);
        }
    }

    private <T> T lockedByFile(Work<T> work) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(
                                root.resolve("lock"),
                                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                                PosixFilePermissions.asFileAttribute(
                                        PosixFilePermissions.fromString("rw-------")));
                FileLock lock = acquired(channel)) {
            if (!lock.isValid()) {
                throw new IOException("the lock on it was lost");
            }
            return work.run();
        }
    }

    private FileLock acquired(FileChannel channel) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<FileLock> lock = Optional.ofNullable(channel.tryLock());
            if (lock.isPresent()) {
                return lock.get();
            }
            try {
                Thread.sleep(3);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new HpcException(
                        new Failure.Unreachable(cluster, "the call was stopped"), stopped);
            }
        }
        throw busy();
    }

    private HpcException busy() {
        return new HpcException(new Failure.Busy(cluster, Optional.of(PATIENCE)));
    }

    /** Turns what goes wrong with files into words that help. */
    <T> T guarded(Work<T> work) {
        try {
            return work.run();
        } catch (IOException broken) {
            throw new HpcException(new Failure.Unreachable(cluster, words(broken)), broken);
        }
    }

    private String words(IOException broken) {
        String what =
                broken instanceof FileSystemException file
                        ? Optional.ofNullable(file.getReason())
                                .orElseGet(() -> file.getClass().getSimpleName())
                        : Optional.ofNullable(broken.getMessage())
                                .orElseGet(() -> broken.getClass().getSimpleName());
        return "its spool directory %s cannot be used (%s); make room or repair its permissions, or set another spool"
                .formatted(root, what);
    }

    /** Makes the directories that are missing, open to nobody else. */
    void prepare() throws IOException {
        if (!Files.isDirectory(root)) {
            PrivateFiles.directories(root);
        } else if (!Files.isDirectory(root.resolve("jobs"))) {
            adopt();
        }
        for (Place place : Place.values()) {
            make(place.directory());
        }
        make(Index.PRIORITIES);
        make("servers");
        make("jobs");
    }

    private void make(String name) throws IOException {
        if (!Files.isDirectory(root.resolve(name))) {
            PrivateFiles.directories(root.resolve(name));
        }
    }

    /** Only an empty directory becomes a spool: closing one that serves others would harm them. */
    private void adopt() throws IOException {
        try (DirectoryStream<Path> content = Files.newDirectoryStream(root)) {
            if (content.iterator().hasNext()) {
                throw new IOException("there is something else in it");
            }
        }
        Files.setPosixFilePermissions(root, OWNER_ONLY);
    }
}
