package dev.hpcmcp.port;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.TrainingRequest;
import java.util.Map;

final class FakeTrainingContractTest extends TrainingContract {
    private final FakeBackend fake = new FakeBackend("fake");

    @Override
    protected Backend backend() {
        return fake;
    }

    @Override
    protected TrainingRequest lasting() {
        return TrainingRequest.of("configs/unet.yaml");
    }

    @Override
    protected void epoch(JobId run, int epoch, int of, Map<String, Double> metrics) {
        metrics.forEach((name, value) -> fake.record(run, name, epoch, value));
    }

    @Override
    protected boolean showsProgress() {
        return false;
    }
}
