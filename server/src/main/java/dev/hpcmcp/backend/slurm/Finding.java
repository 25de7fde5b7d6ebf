package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.backend.slurm.Credentials.Pass;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Looks jobs up by id, a few at a time. Slurm shows everybody everybody's: others' are left out.
 */
final class Finding {
    private static final int AT_A_TIME = 6;
    private static final String UNKNOWN =
            "Slurm knows no such job of yours; it forgets finished ones after some minutes";

    private final String cluster;
    private final SlurmApi api;
    private final Gathered gathered;

    Finding(String cluster, SlurmApi api, Gathered gathered) {
        this.cluster = cluster;
        this.api = api;
        this.gathered = gathered;
    }

    Found owned(Pass pass, JobId id) {
        return SlurmId.parse(id)
                .flatMap(parsed -> found(pass, parsed, api.job(pass, parsed.number())))
                .orElseThrow(() -> new HpcException(new Failure.NotFound("job", id.value())));
    }

    JobsFound all(Pass pass, List<JobId> ids) {
        Map<Long, List<SlurmJson.Raw>> records = records(pass, ids);
        List<Job> jobs = new ArrayList<>();
        List<JobsFound.Missing> missing = new ArrayList<>();
        for (JobId id : ids) {
            SlurmId.parse(id)
                    .flatMap(parsed ->
                            found(pass, parsed, records.getOrDefault(parsed.number(), List.of())))
                    .map(Found::job)
                    .ifPresentOrElse(
                            jobs::add, () -> missing.add(new JobsFound.Missing(id, UNKNOWN)));
        }
        return new JobsFound(jobs, missing);
    }

    private Optional<Found> found(Pass pass, SlurmId id, List<SlurmJson.Raw> records) {
        List<SlurmJson.Raw> own =
                records.stream()
                        .filter(raw -> raw.userName().equals(Optional.of(pass.user())))
                        .toList();
        return gathered.job(own, id)
                .map(job ->
                        new Found(job, id, SlurmJson.number(own.getFirst().userId()).orElse(-1L)));
    }

    private Map<Long, List<SlurmJson.Raw>> records(Pass pass, List<JobId> ids) {
        List<Long> numbers =
                ids.stream()
                        .flatMap(id -> SlurmId.parse(id).stream())
                        .map(SlurmId::number)
                        .distinct()
                        .toList();
        Map<Long, List<SlurmJson.Raw>> records = new HashMap<>();
        if (numbers.size() == 1) {
            records.put(numbers.getFirst(), api.job(pass, numbers.getFirst()));
            return records;
        }
        api.version(pass);
        try (ExecutorService some =
                Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
            List<Future<List<SlurmJson.Raw>>> asked =
                    numbers.stream()
                            .map(number -> some.submit(() -> api.job(pass, number)))
                            .toList();
            try {
                for (int i = 0; i < numbers.size(); i++) {
                    records.put(numbers.get(i), answer(asked.get(i)));
                }
            } finally {
                some.shutdownNow();
            }
        }
        return records;
    }

    private List<SlurmJson.Raw> answer(Future<List<SlurmJson.Raw>> asked) {
        try {
            return asked.get();
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new HpcException(
                    new Failure.Unreachable(cluster, "the call was cancelled"), told);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof HpcException ours
                    ? ours
                    : new IllegalStateException(e.getCause());
        }
    }
}
