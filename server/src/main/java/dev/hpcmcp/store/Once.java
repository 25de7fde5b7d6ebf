package dev.hpcmcp.store;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Marks;
import dev.hpcmcp.store.Search.Sighting;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits something under a request id at most once, whoever tries, however often, wherever a
 * server dies. The intent is written before the request leaves; while somebody is at it the others
 * wait; whoever takes over looks for the job before sending again.
 */
final class Once {
    private static final Logger LOG = LoggerFactory.getLogger(Once.class);
    private static final String FOUND = "the cluster's answer was lost; the job was found again";

    private final Intents intents;
    private final Memory memory;
    private final Search search;
    private final Clock clock;
    private final Pacing pacing;

    Once(Intents intents, Memory memory, Times times) {
        this.intents = intents;
        this.memory = memory;
        this.search = new Search(times);
        this.clock = times.clock();
        this.pacing = times.pacing();
    }

    /** What came of it; if it had been submitted before, as it was last seen. */
    Submitted submit(Sending sending, String id) {
        Intent mine = Intent.fresh(sending, id, now());
        Silence silence = new Silence(pacing.silence());
        long end = System.nanoTime() + pacing.longest().toNanos();
        while (System.nanoTime() < end) {
            Intent there = intents.claim(mine);
            if (there.holder().equals(mine.holder())) {
                return send(sending, mine);
            }
            Optional<Submitted> answer = answer(sending, there, silence);
            if (answer.isPresent()) {
                return answer.get();
            }
            if (!Pacing.pause(pacing.poll())) {
                break;
            }
        }
        throw Refusals.busy();
    }

    /** Empty while another is at it. */
    private Optional<Submitted> answer(Sending sending, Intent other, Silence silence) {
        if (!other.digest().equals(sending.digest())) {
            throw Refusals.different(other);
        }
        return switch (other.phase()) {
            case DONE -> Optional.of(before(sending, other));
            case LOST -> intents.take(other).map(mine -> again(sending, mine));
            case SENDING ->
                    silence.of(other)
                            ? intents.take(other).map(mine -> again(sending, mine))
                            : Optional.empty();
        };
    }

    private Submitted before(Sending sending, Intent done) {
        return new Submitted(memory.job(sending, done.jobId().orElseThrow()), List.of(), true);
    }

    /** Somebody may have sent it: nothing leaves before that is ruled out. */
    private Submitted again(Sending sending, Intent mine) {
        try (Beat _ = Beat.start(intents, mine, pacing.beat())) {
            return switch (search.look(sending, mine.mark(), mine.sentAt())) {
                case Sighting.Found(Job job) ->
                        memory.accepted(
                                sending,
                                Optional.of(mine),
                                new Submitted(job, List.of(FOUND), true));
                case Sighting.Unclear() -> throw unclear(sending, mine);
                case Sighting.RuledOut() -> resend(sending, mine.sentAt(now()));
            };
        }
    }

    private Submitted resend(Sending sending, Intent mine) {
        if (!intents.sending(mine)) {
            throw Refusals.busy();
        }
        return send(sending, mine);
    }

    private Submitted send(Sending sending, Intent mine) {
        try (Beat _ = Beat.start(intents, mine, pacing.beat())) {
            return memory.accepted(sending, Optional.of(mine), sent(sending, mine));
        }
    }

    private Submitted sent(Sending sending, Intent mine) {
        search.sending(mine.mark(), mine.sentAt());
        try {
            return sending.send().apply(Optional.of(mine.mark()));
        } catch (RuntimeException e) {
            if (!HpcException.inDoubt(e)) {
                settle(() -> intents.forget(mine));
                throw e;
            }
            return switch (search.look(sending, mine.mark(), mine.sentAt())) {
                case Sighting.Found(Job job) -> new Submitted(job, List.of(FOUND));
                case Sighting.Unclear() -> throw unclear(sending, mine);
                case Sighting.RuledOut() -> {
                    settle(() -> intents.forget(mine));
                    throw Refusals.notArrived(sending, e);
                }
            };
        }
    }

    /** Without a request id there is no other call to think of, only a lost answer. */
    Submitted submit(Sending sending) {
        boolean shown = sending.named() && sending.marks().filter(Marks::visible).isPresent();
        return shown
                ? memory.accepted(sending, Optional.empty(), sending.send().apply(Optional.empty()))
                : marked(sending);
    }

    private Submitted marked(Sending sending) {
        String mark = Mark.fresh();
        Instant sentAt = now();
        search.sending(mark, sentAt);
        try {
            return memory.accepted(
                    sending, Optional.empty(), sending.send().apply(Optional.of(mark)));
        } catch (RuntimeException e) {
            if (!HpcException.inDoubt(e)) {
                throw e;
            }
            return switch (search.look(sending, mark, sentAt)) {
                case Sighting.Found(Job job) ->
                        memory.accepted(
                                sending, Optional.empty(), new Submitted(job, List.of(FOUND)));
                case Sighting.Unclear() -> throw e;
                case Sighting.RuledOut() -> throw Refusals.notArrived(sending, e);
            };
        }
    }

    private HpcException unclear(Sending sending, Intent mine) {
        settle(() -> intents.lost(mine));
        return Refusals.unclear(sending);
    }

    /** What is not written now is found out by the next call with the same id. */
    private static void settle(Runnable write) {
        try {
            write.run();
        } catch (StoreTrouble away) {
            LOG.warn("a submit that ended is not noted: {}", away.problem());
        }
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
