package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.backend.slurm.Credentials.Pass;
import dev.hpcmcp.backend.slurm.Recent.Answer;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The caller's own jobs at the controller. It can be asked for one job, or for everybody's, which
 * takes 3.6 kB each: one answer of that kind serves for a moment.
 */
final class OwnJobs {
    /** What somebody who asks for many jobs in several calls learns from one answer. */
    private static final Duration SOON = Duration.ofSeconds(2);

    /** Up to so many are asked for one by one. */
    private static final int SINGLY = 8;

    /**
     * A list is worth its length while it has no more than so many jobs for each that is wanted: it
     * is then at most some twenty times as much work as single looks are, and one call.
     */
    private static final int TO_ONE = 100;

    private final SlurmApi api;
    private final AtOnce atOnce;
    private final Clock clock;
    private final Recent<Pass, List<SlurmJson.Raw>> lists;

    private final AtomicReference<Length> length =
            new AtomicReference<>(new Length(0, Instant.EPOCH));

    /** How many jobs everybody has, by the last list; things change. */
    private record Length(long jobs, Instant at) {
        private static final Duration HOLDS = Duration.ofMinutes(10);

        boolean isWorth(long wanted, Instant now) {
            return jobs <= wanted * TO_ONE || now.isAfter(at.plus(HOLDS));
        }
    }

    OwnJobs(String cluster, SlurmApi api, Clock clock) {
        this.api = api;
        this.atOnce = new AtOnce(cluster);
        this.clock = clock;
        this.lists = new Recent<>(clock);
    }

    /** All of them; later pages of a listing are of the same moment as the first. */
    Answer<List<SlurmJson.Raw>> list(Pass pass, boolean laterPage) {
        return list(pass, laterPage ? Recent.LISTING : Duration.ZERO);
    }

    private Answer<List<SlurmJson.Raw>> list(Pass pass, Duration atMost) {
        return lists.of(
                pass,
                atMost,
                () -> {
                    List<SlurmJson.Raw> everybodys = api.jobs(pass);
                    length.set(new Length(everybodys.size(), clock.instant()));
                    return own(pass, everybodys);
                });
    }

    /** The records of these jobs by their numbers; many are taken from a list. */
    Answer<Map<Long, List<SlurmJson.Raw>>> of(Pass pass, List<Long> numbers) {
        Optional<Answer<Map<Long, List<SlurmJson.Raw>>>> listed =
                isWorthAList(numbers.size()) ? listed(pass, numbers) : Optional.empty();
        return listed.orElseGet(() -> singly(pass, numbers));
    }

    private boolean isWorthAList(int wanted) {
        return wanted > SINGLY && length.get().isWorth(wanted, clock.instant());
    }

    /** Empty if the list is too long to be read at all. */
    private Optional<Answer<Map<Long, List<SlurmJson.Raw>>>> listed(Pass pass, List<Long> numbers) {
        try {
            Answer<List<SlurmJson.Raw>> list = list(pass, SOON);
            Numbered records = new Numbered(list.value());
            Map<Long, List<SlurmJson.Raw>> found = new HashMap<>();
            numbers.forEach(number -> found.put(number, records.of(number)));
            return Optional.of(new Answer<>(found, list.at(), list.came()));
        } catch (HpcException e) {
            if (e.failure() instanceof Failure.BadAnswer) {
                length.set(new Length(Long.MAX_VALUE, clock.instant()));
                return Optional.empty();
            }
            throw e;
        }
    }

    private Answer<Map<Long, List<SlurmJson.Raw>>> singly(Pass pass, List<Long> numbers) {
        if (numbers.size() > 1) {
            api.version(pass); // Once, and not by each of them.
        }
        Instant at = clock.instant();
        Map<Long, List<SlurmJson.Raw>> found =
                atOnce.each(numbers, number -> own(pass, api.job(pass, number)));
        return new Answer<>(found, at, clock.instant());
    }

    /** The caller changed something. */
    void changed(Pass pass) {
        lists.forget(pass);
    }

    private static List<SlurmJson.Raw> own(Pass pass, List<SlurmJson.Raw> all) {
        return all.stream().filter(raw -> raw.userName().equals(Optional.of(pass.user()))).toList();
    }
}
