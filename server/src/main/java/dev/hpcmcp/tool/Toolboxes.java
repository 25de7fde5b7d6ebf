package dev.hpcmcp.tool;

import dev.hpcmcp.files.Exchange;
import dev.hpcmcp.guard.Access;
import dev.hpcmcp.guard.Guard;
import dev.hpcmcp.port.Alerts;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Capacity;
import dev.hpcmcp.port.Checkpoints;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Failure.NotAllowed;
import dev.hpcmcp.port.Files;
import dev.hpcmcp.port.Images;
import dev.hpcmcp.port.JobControl;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Logs;
import dev.hpcmcp.port.Notifications;
import dev.hpcmcp.port.Recordings;
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
import dev.hpcmcp.spec.ListFiles;
import dev.hpcmcp.spec.ListJobs;
import dev.hpcmcp.spec.ManageAlert;
import dev.hpcmcp.spec.ManageNotification;
import dev.hpcmcp.spec.ReadFile;
import dev.hpcmcp.spec.Scope;
import dev.hpcmcp.spec.StartTraining;
import dev.hpcmcp.spec.SubmitJob;
import dev.hpcmcp.spec.TransferCheckpoint;
import dev.hpcmcp.spec.WaitForJob;
import dev.hpcmcp.spec.WriteFile;
import dev.hpcmcp.text.FailureWords;
import dev.hpcmcp.watch.Watcher;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        return over(backends, access, Guard.OPEN, watcher, clock, requests, Handles.NONE, exchange);
    }

    public static Toolbox over(
            Backends backends,
            Access access,
            Guard guard,
            Watcher watcher,
            Clock clock,
            Requests requests,
            Handles handles,
            Exchange exchange) {
        List<Tool<?, ?>> working =
                Stream.concat(
                                working(backends, watcher, clock, requests, handles).stream(),
                                Stream.concat(
                                        training(backends, exchange).stream(),
                                        SiteTools.over(backends, exchange).stream()))
                        .<Tool<?, ?>>map(tool -> noticed(tool, watcher))
                        .toList();
        ClusterTools clusters = new ClusterTools(backends, clock);
        List<Tool<?, ?>> all = new ArrayList<>();
        all.add(
                Tool.anywhere(
                        ListClusters.SPEC,
                        (caller, _, _) ->
                                clusters.listClusters(
                                        caller, off(working.stream(), access, caller))));
        all.addAll(working);
        return new Tools(
                all, access, guard, new Suggestions(backends), new Changes(backends, watcher));
    }

    /** After a change, what was seen before is no longer given out. */
    private static Tool<?, ?> noticed(Tool<?, ?> tool, Watcher watcher) {
        return tool.spec().effect().readOnly() ? tool : tool.andThen(watcher::changed);
    }

    private static List<Tool<?, ?>> working(
            Backends backends, Watcher watcher, Clock clock, Requests requests, Handles handles) {
        JobTools jobs = new JobTools(backends, watcher, handles);
        SubmitTools submitting = new SubmitTools(backends, clock, handles);
        LogTools logs = new LogTools(backends, clock, requests, handles);
        CancelTools cancelling = new CancelTools(backends, clock, handles);
        SessionTools sessions = new SessionTools(backends, watcher);
        FileTools files = new FileTools(backends);
        return List.of(
                Tool.of(
                        GetCluster.SPEC,
                        Capacity.class,
                        new ClusterTools(backends, clock)::getCluster),
                Tool.waiting(
                        SubmitJob.SPEC,
                        Jobs.class,
                        (caller, input, _) -> submitting.submitJob(caller, input)),
                Tool.waiting(WaitForJob.SPEC, Jobs.class, jobs::waitForJob),
                Tool.waiting(
                        GetJob.SPEC, Jobs.class, (caller, input, _) -> jobs.getJob(caller, input)),
                Tool.waiting(
                        ListJobs.SPEC,
                        Jobs.class,
                        (caller, input, _) -> new ListTools(backends).listJobs(caller, input)),
                Tool.waiting(
                        GetSessionLogs.SPEC,
                        Logs.class,
                        (caller, input, _) -> logs.getSessionLogs(caller, input)),
                Tool.of(
                        DiagnoseJob.SPEC,
                        Jobs.class,
                        new DiagnoseTools(backends, requests)::diagnoseJob),
                Tool.waiting(CancelJob.SPEC, Jobs.class, cancelling::cancelJob),
                Tool.waiting(
                        ControlJob.SPEC,
                        JobControl.class,
                        new ControlTools(backends, handles)::controlJob),
                Tool.of(FetchImages.SPEC, Images.class, new ImageTools(backends)::fetchImages),
                Tool.waiting(LaunchSession.SPEC, Sessions.class, sessions::launchSession),
                Tool.of(ListFiles.SPEC, Files.class, files::listFiles),
                Tool.of(ReadFile.SPEC, Files.class, files::readFile),
                Tool.of(WriteFile.SPEC, Files.class, files::writeFile)
                        .declaring(FileTools::overwriting));
    }

    private static List<Tool<?, ?>> training(Backends backends, Exchange exchange) {
        TrainingTools training = new TrainingTools(backends);
        CheckpointTools checkpoints = new CheckpointTools(backends, exchange);
        AlertTools alerts = new AlertTools(backends);
        return List.of(
                Tool.of(StartTraining.SPEC, Training.class, training::startTraining),
                Tool.drawing(
                        GetTrainingMetrics.SPEC, Recordings.class, training::getTrainingMetrics),
                Tool.of(ListCheckpoints.SPEC, Checkpoints.class, checkpoints::listCheckpoints),
                Tool.of(
                        TransferCheckpoint.SPEC,
                        Checkpoints.class,
                        checkpoints::transferCheckpoint),
                Tool.of(ListAlerts.SPEC, Alerts.class, alerts::listAlerts),
                Tool.of(ManageAlert.SPEC, Alerts.class, alerts::manageAlert),
                Tool.waiting(
                        ManageNotification.SPEC,
                        Notifications.class,
                        new NotificationTools(backends)::manageNotification));
    }

    /**
     * The tools this caller cannot use, each with the reason: a tool that is off is explained, not
     * just absent.
     */
    static List<String> off(Stream<Tool<?, ?>> tools, Access access, Caller caller) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        tools.forEach(tool ->
                access.refusal(caller, tool.spec(), tool.port())
                        .ifPresent(why ->
                                byReason.computeIfAbsent(reason(why), _ -> new ArrayList<>())
                                        .add(tool.spec().name())));
        return byReason.entrySet().stream()
                .map(off -> String.join(", ", off.getValue()) + ": " + off.getKey())
                .toList();
    }

    /** The same words for all tools that lack the same. */
    private static String reason(Failure why) {
        return FailureWords.sentence(
                why instanceof NotAllowed(_, Optional<Scope> scope) && scope.isPresent()
                        ? new NotAllowed("this", scope)
                        : why);
    }
}
