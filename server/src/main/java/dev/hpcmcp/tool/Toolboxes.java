package dev.hpcmcp.tool;

import dev.hpcmcp.files.Exchange;
import dev.hpcmcp.guard.Access;
import dev.hpcmcp.guard.Guard;
import dev.hpcmcp.port.Alerts;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Capacity;
import dev.hpcmcp.port.Checkpoints;
import dev.hpcmcp.port.Images;
import dev.hpcmcp.port.JobControl;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Logs;
import dev.hpcmcp.port.Notifications;
import dev.hpcmcp.port.Sessions;
import dev.hpcmcp.port.Training;
import dev.hpcmcp.spec.CancelJob;
import dev.hpcmcp.spec.ControlJob;
import dev.hpcmcp.spec.DiagnoseJob;
import dev.hpcmcp.spec.FetchImages;
import dev.hpcmcp.spec.GetCluster;
import dev.hpcmcp.spec.GetJob;
import dev.hpcmcp.spec.GetSessionLogs;
import dev.hpcmcp.spec.GetTrainingMetrics;
import dev.hpcmcp.spec.LaunchSession;
import dev.hpcmcp.spec.ListAlerts;
import dev.hpcmcp.spec.ListCheckpoints;
import dev.hpcmcp.spec.ListClusters;
import dev.hpcmcp.spec.ListJobs;
import dev.hpcmcp.spec.ManageAlert;
import dev.hpcmcp.spec.ManageNotification;
import dev.hpcmcp.spec.StartTraining;
import dev.hpcmcp.spec.SubmitJob;
import dev.hpcmcp.spec.TransferCheckpoint;
import dev.hpcmcp.spec.WaitForJob;
import dev.hpcmcp.text.FailureWords;
import dev.hpcmcp.watch.Watcher;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Ties every spec to the port it needs and the method that does it. */
public final class Toolboxes {
    private Toolboxes() {}

    public static Toolbox over(Backends backends, Access access, Watcher watcher, Clock clock) {
        return over(backends, access, watcher, clock, Requests.NONE, Exchange.closed());
    }

    public static Toolbox over(
            Backends backends,
            Access access,
            Watcher watcher,
            Clock clock,
            Requests requests,
            Exchange exchange) {
        return over(backends, access, Guard.OPEN, watcher, clock, requests, exchange);
    }

    public static Toolbox over(
            Backends backends,
            Access access,
            Guard guard,
            Watcher watcher,
            Clock clock,
            Requests requests,
            Exchange exchange) {
        List<Tool<?, ?>> working =
                Stream.concat(
                                working(backends, watcher, clock, requests).stream(),
                                training(backends, exchange).stream())
                        .<Tool<?, ?>>map(tool -> noticed(tool, watcher))
                        .toList();
        ClusterTools clusters = new ClusterTools(backends, clock);
        List<Tool<?, ?>> all = new ArrayList<>();
        all.add(
                Tool.anywhere(
                        ListClusters.SPEC,
                        (caller, _, _) ->
                                clusters.listClusters(caller, off(working, access, caller))));
        all.addAll(working);
        return new Tools(
                all, access, guard, new Suggestions(backends), new Changes(backends, watcher));
    }

    /** After a change, what was seen before is no longer given out. */
    private static Tool<?, ?> noticed(Tool<?, ?> tool, Watcher watcher) {
        return tool.spec().effect().readOnly() ? tool : tool.andThen(watcher::changed);
    }

    private static List<Tool<?, ?>> working(
            Backends backends, Watcher watcher, Clock clock, Requests requests) {
        JobTools jobs = new JobTools(backends, watcher);
        SessionTools sessions = new SessionTools(backends, watcher);
        return List.of(
                Tool.of(
                        GetCluster.SPEC,
                        Capacity.class,
                        new ClusterTools(backends, clock)::getCluster),
                Tool.of(SubmitJob.SPEC, Jobs.class, new SubmitTools(backends)::submitJob),
                Tool.waiting(WaitForJob.SPEC, Jobs.class, jobs::waitForJob),
                Tool.waiting(
                        GetJob.SPEC, Jobs.class, (caller, input, _) -> jobs.getJob(caller, input)),
                Tool.waiting(
                        ListJobs.SPEC,
                        Jobs.class,
                        (caller, input, _) -> new ListTools(backends).listJobs(caller, input)),
                Tool.of(GetSessionLogs.SPEC, Logs.class, new LogTools(backends)::getSessionLogs),
                Tool.of(
                        DiagnoseJob.SPEC,
                        Jobs.class,
                        new DiagnoseTools(backends, requests)::diagnoseJob),
                Tool.of(CancelJob.SPEC, Jobs.class, new CancelTools(backends)::cancelJob),
                Tool.of(ControlJob.SPEC, JobControl.class, new ControlTools(backends)::controlJob),
                Tool.of(FetchImages.SPEC, Images.class, new ImageTools(backends)::fetchImages),
                Tool.waiting(LaunchSession.SPEC, Sessions.class, sessions::launchSession));
    }

    private static List<Tool<?, ?>> training(Backends backends, Exchange exchange) {
        TrainingTools training = new TrainingTools(backends);
        CheckpointTools checkpoints = new CheckpointTools(backends, exchange);
        AlertTools alerts = new AlertTools(backends);
        return List.of(
                Tool.of(StartTraining.SPEC, Training.class, training::startTraining),
                Tool.drawing(GetTrainingMetrics.SPEC, Training.class, training::getTrainingMetrics),
                Tool.of(ListCheckpoints.SPEC, Checkpoints.class, checkpoints::listCheckpoints),
                Tool.of(
                        TransferCheckpoint.SPEC,
                        Checkpoints.class,
                        checkpoints::transferCheckpoint),
                Tool.of(ListAlerts.SPEC, Alerts.class, alerts::listAlerts),
                Tool.of(ManageAlert.SPEC, Alerts.class, alerts::manageAlert),
                Tool.of(
                        ManageNotification.SPEC,
                        Notifications.class,
                        new NotificationTools(backends)::manageNotification));
    }

    /**
     * The tools this caller cannot use, each with the reason: a tool that is off is explained, not
     * just absent.
     */
    private static List<String> off(List<Tool<?, ?>> tools, Access access, Caller caller) {
        return tools.stream()
                .flatMap(tool ->
                        access
                                .refusal(caller, tool.spec(), tool.port())
                                .map(why -> tool.spec().name() + ": " + FailureWords.sentence(why))
                                .stream())
                .toList();
    }
}
