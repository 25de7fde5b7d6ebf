package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.rest.Rest;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;

/** What a training service is made of here. */
final class PivotParts {
    private final Profiles profiles;
    private final GuideRuns guide;
    private final ServedRuns served;
    private final Resources resources;
    private final PivotCheckpoints checkpoints;
    private final PivotAlerts alerts;
    private final PivotNotices notices;
    private final PivotLogs logs;
    private final Condition condition;
    private final Work work;
    private final PivotEvents events;

    PivotParts(PivotSettings settings, Rest rest, PivotService service, Listening.Rests rests) {
        PivotApi api = new PivotApi(settings, rest, service);
        Clock clock = service.pace().clock();
        this.profiles = new Profiles(api, settings.profile());
        this.guide = new GuideRuns(api, clock);
        this.served = new ServedRuns(api, new ServedControl(api, settings));
        this.resources = new Resources(api, clock);
        this.checkpoints = new PivotCheckpoints(api, profiles);
        this.alerts = new PivotAlerts(api, profiles);
        this.notices =
                new PivotNotices(
                        api,
                        profiles,
                        (caller, run) -> runs(caller).session(caller, run),
                        settings.rules().webhookHosts());
        this.logs = new PivotLogs(settings.id(), notices, this::session);
        this.condition = new Condition(api, profiles);
        this.events = new PivotEvents(api, (caller, run) -> runs(caller).line(run), rests);
        this.work = new Work(settings.id(), this::runs, resources);
    }

    Runs runs(Caller caller) {
        return switch (profiles.of(caller)) {
            case DOC -> guide;
            case SRC -> served;
        };
    }

    /** Both, until it is known which it is. */
    Set<Control.Action> actions() {
        return profiles.known()
                .map(profile ->
                        switch (profile) {
                            case DOC -> guide.actions();
                            case SRC -> served.actions();
                        })
                .orElseGet(() -> {
                    Set<Control.Action> all = EnumSet.copyOf(guide.actions());
                    all.addAll(served.actions());
                    return all;
                });
    }

    /** What its files are kept under. */
    String session(Caller caller, JobId run) {
        return runs(caller).session(caller, run).orElse(run.value());
    }

    PivotEvents events() {
        return events;
    }

    Work work() {
        return work;
    }

    Resources resources() {
        return resources;
    }

    PivotCheckpoints checkpoints() {
        return checkpoints;
    }

    PivotAlerts alerts() {
        return alerts;
    }

    PivotNotices notices() {
        return notices;
    }

    PivotLogs logs() {
        return logs;
    }

    Condition condition() {
        return condition;
    }
}
