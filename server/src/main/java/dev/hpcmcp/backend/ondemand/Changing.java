package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Ends, holds and releases jobs. Old versions say yes to every id, so a job is looked at before,
 * and after.
 */
final class Changing {
    private static final Set<Control.Action> ACTIONS =
            Set.of(Control.Action.HOLD, Control.Action.RELEASE);

    private final String cluster;
    private final OnDemandApi api;
    private final Sites sites;
    private final Finding finding;
    private final Holds holds;
    private final Clock clock;

    Changing(
            String cluster,
            OnDemandApi api,
            Sites sites,
            Finding finding,
            Holds holds,
            Clock clock) {
        this.cluster = cluster;
        this.api = api;
        this.sites = sites;
        this.finding = finding;
        this.holds = holds;
        this.clock = clock;
    }

    /** Until a site has been looked at it is taken for one of today. */
    Set<Control.Action> actions() {
        return sites.versions().map(found -> found.mayHave(Release.CONTROL)).orElse(true)
                ? ACTIONS
                : Set.of();
    }

    Job cancel(Caller caller, JobId id, Cancel how) {
        if (how.signal().isPresent()) {
            throw new HpcException(
                    new Failure.NotSupported(
                            cluster,
                            "signals",
                            Optional.of("without signal the job is ended: SIGTERM, then SIGKILL")));
        }
        Job before = finding.owned(caller, id);
        if (before.finished()) {
            return before;
        }
        try {
            api.cancel(caller, sites.of(caller).cluster(), id.value());
        } catch (HpcException e) {
            return endedAnyway(caller, id, e);
        }
        holds.remove(caller, id);
        return after(caller, before);
    }

    /** It may have ended between our look and our word; then there is nothing left to cancel. */
    private Job endedAnyway(Caller caller, JobId id, HpcException e) {
        if (e.failure() instanceof Failure.Conflict
                || e.failure() instanceof Failure.OutcomeUnknown) {
            return looked(caller, id).filter(Job::finished).orElseThrow(() -> e);
        }
        throw e;
    }

    private Optional<Job> looked(Caller caller, JobId id) {
        try {
            return finding.find(caller, List.of(id)).jobs().stream().findFirst();
        } catch (HpcException unknownStill) {
            return Optional.empty();
        }
    }

    /** What the site took and shows no more is gone. What cannot be looked at is as it was. */
    private Job after(Caller caller, Job before) {
        List<Job> now;
        try {
            now = finding.find(caller, List.of(before.jobId())).jobs();
        } catch (HpcException away) {
            return before.change().stale(true).build();
        }
        return now.stream()
                .findFirst()
                .orElseGet(() ->
                        before.change()
                                .state(JobState.FINISHED, "cancelled")
                                .outcome(Outcome.CANCELLED)
                                .reason(Optional.empty())
                                .endedAt(clock.instant())
                                .build());
    }

    Job control(Caller caller, JobId id, Control change) {
        String word = change.action().name().toLowerCase(Locale.ROOT);
        if (!ACTIONS.contains(change.action())) {
            throw HpcException.notSupported(cluster, word);
        }
        Site site = sites.of(caller);
        if (!site.has(Release.CONTROL)) {
            throw new HpcException(
                    new Failure.NotSupported(
                            cluster, word, Optional.of("this site's API is too old for it")));
        }
        Job before = finding.owned(caller, id);
        if (before.finished()) {
            throw new HpcException(new Failure.Conflict("job " + id + " has finished"));
        }
        if (before.state() != JobState.QUEUED
                && before.state() != JobState.HELD
                && before.array().isEmpty()) {
            throw new HpcException(
                    new Failure.Conflict(
                            "job " + id + " is not waiting, so this would change nothing"));
        }
        api.control(caller, site.cluster(), id.value(), word);
        if (change.action() == Control.Action.HOLD) {
            holds.add(caller, id);
        } else {
            holds.remove(caller, id);
        }
        return after(caller, before);
    }
}
