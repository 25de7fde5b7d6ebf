package dev.hpcmcp.backend.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobRequestBuilder;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A local cluster in a directory of its own, and an end to all its jobs afterwards. */
final class LocalRig implements AutoCloseable {
    static final Caller ME = Callers.ALICE;

    final LocalSettings settings;
    final LocalBackend cluster;
    final Path work;

    LocalRig(Path directory, int slots) throws IOException {
        this.work = Files.createDirectories(directory.resolve("work"));
        this.settings =
                LocalSettings.usual("here")
                        .withSpool(directory.resolve("spool"))
                        .withSlots(slots)
                        .withGrace(Duration.ofSeconds(1));
        this.cluster = new LocalBackend(settings, Clock.systemUTC());
    }

    /** As another process would see it. */
    LocalBackend another() {
        return new LocalBackend(settings, Clock.systemUTC());
    }

    JobRequestBuilder script(String... lines) {
        return new JobRequestBuilder()
                .script("#!/bin/sh\n" + String.join("\n", lines) + "\n")
                .workingDirectory(work.toString());
    }

    JobId submit(JobRequestBuilder request) {
        return submit(request.build());
    }

    JobId submit(JobRequest request) {
        return cluster.submit(ME, request).job().jobId();
    }

    Job find(JobId id) {
        return cluster.find(ME, List.of(id)).jobs().getFirst();
    }

    Job await(JobId id, JobState state) {
        return Patience.until(id + " to be " + state, () -> find(id), job -> job.state() == state);
    }

    Job finished(JobRequestBuilder request) {
        return await(submit(request), JobState.FINISHED);
    }

    /** What a job wrote into a file of its working directory. */
    String written(String file) {
        try {
            Path path = work.resolve(file);
            return Files.exists(path) ? Files.readString(path).strip() : "";
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    /** Waits until a job wrote a whole line there. */
    String awaitWritten(String file) {
        return Patience.until(
                file + " to be written", () -> written(file), text -> !text.isEmpty());
    }

    static boolean alive(String pid) {
        try {
            String stat = Files.readString(Path.of("/proc", pid, "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException gone) {
            return false;
        }
    }

    static Failure failure(ThrowingCallable call) {
        HpcException thrown = catchThrowableOfType(HpcException.class, call);
        assertThat(thrown).as("it should fail on purpose").isNotNull();
        return thrown.failure();
    }

    static Failure.InvalidInput refusal(ThrowingCallable call) {
        Failure failure = failure(call);
        assertThat(failure).isInstanceOf(Failure.InvalidInput.class);
        return (Failure.InvalidInput) failure;
    }

    @Override
    public void close() {
        cluster.close();
        if (Files.isDirectory(settings.spool())) {
            end(ME);
            end(Callers.BOB);
        }
    }

    private void end(Caller caller) {
        Cancel now = new Cancel(Optional.empty(), true, Optional.empty());
        List<Job> jobs = cluster.list(caller, JobQuery.all(1000)).items();
        jobs.stream()
                .filter(job -> !job.finished())
                .forEach(job -> cluster.cancel(caller, job.jobId(), now));
    }
}
