package dev.hpcmcp.spec;

import java.util.List;

/** Every tool, in the order that agents see them. */
public final class Catalog {
    public static final List<ToolSpec<?, ?>> TOOLS =
            List.of(
                    ListClusters.SPEC,
                    GetCluster.SPEC,
                    SubmitJob.SPEC,
                    WaitForJob.SPEC,
                    GetJob.SPEC,
                    ListJobs.SPEC,
                    GetSessionLogs.SPEC,
                    DiagnoseJob.SPEC,
                    CancelJob.SPEC,
                    ControlJob.SPEC,
                    FetchImages.SPEC,
                    LaunchSession.SPEC,
                    ListFiles.SPEC,
                    ReadFile.SPEC,
                    WriteFile.SPEC,
                    StartTraining.SPEC,
                    GetTrainingMetrics.SPEC,
                    ListCheckpoints.SPEC,
                    TransferCheckpoint.SPEC,
                    ListAlerts.SPEC,
                    ManageAlert.SPEC,
                    ManageNotification.SPEC,
                    GetMetrics.SPEC,
                    ListNodes.SPEC,
                    Search.SPEC,
                    ExportJobs.SPEC,
                    CreateReport.SPEC,
                    SetNodeState.SPEC,
                    ListUsers.SPEC);

    private Catalog() {}
}
