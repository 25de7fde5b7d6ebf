package dev.hpcmcp.port;

import dev.hpcmcp.model.Alert;
import dev.hpcmcp.model.AlertAction;
import dev.hpcmcp.model.AlertsFound;
import dev.hpcmcp.model.Checkpoint;
import dev.hpcmcp.model.CheckpointUpload;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.Notice;
import dev.hpcmcp.model.NoticeRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What comes with training runs: checkpoints, alerts, notifications. */
public abstract class FakeTrainingPorts extends FakeCalls
        implements Checkpoints, Alerts, Notifications {
    final FakeTraining training = new FakeTraining();

    public synchronized void put(Checkpoint checkpoint, byte[] content) {
        training.put(checkpoint, content);
    }

    public synchronized void raise(Alert alert) {
        training.raise(alert);
    }

    @Override
    public List<Checkpoint> checkpoints(Caller caller, Optional<JobId> run) {
        called("checkpoints", caller, run);
        synchronized (this) {
            return training.checkpoints(run);
        }
    }

    @Override
    public long download(Caller caller, String checkpoint, Path target) {
        called("download", caller, checkpoint, target);
        synchronized (this) {
            return training.download(checkpoint, target);
        }
    }

    @Override
    public Checkpoint upload(Caller caller, CheckpointUpload upload) {
        called("upload", caller, upload);
        synchronized (this) {
            return training.upload(upload);
        }
    }

    @Override
    public AlertsFound alerts(Caller caller, Optional<Alert.Status> status) {
        called("alerts", caller, status);
        synchronized (this) {
            return training.alerts(status);
        }
    }

    @Override
    public void change(Caller caller, String alert, AlertAction action) {
        called("change", caller, alert, action);
        synchronized (this) {
            training.change(alert, action);
        }
    }

    @Override
    public List<Notice> notices(Caller caller, Notice.Kind kind) {
        called("notices", caller, kind);
        synchronized (this) {
            return training.notices(kind);
        }
    }

    @Override
    public Notice create(Caller caller, NoticeRequest request) {
        called("create", caller, request);
        synchronized (this) {
            return training.create(request);
        }
    }

    @Override
    public Notice send(Caller caller, String webhook, String message) {
        called("send", caller, webhook, message);
        synchronized (this) {
            return training.send(webhook);
        }
    }

    @Override
    public void delete(Caller caller, Notice.Kind kind, String notice) {
        called("delete", caller, kind, notice);
        synchronized (this) {
            training.delete(notice);
        }
    }
}
