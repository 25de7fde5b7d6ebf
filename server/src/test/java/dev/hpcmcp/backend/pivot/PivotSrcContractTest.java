package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.backend.pivot.PivotSettings.Profile;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.TrainingRequest;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.TrainingContract;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

final class PivotSrcContractTest extends TrainingContract {
    private PivotRig rig;

    @BeforeEach
    void open() throws IOException {
        rig = new PivotRig(Profile.SRC);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Override
    protected Backend backend() {
        return rig.backend;
    }

    @Override
    protected TrainingRequest lasting() {
        return TrainingRequest.of("configs/unet.yaml");
    }

    @Override
    protected void epoch(JobId run, int epoch, int of, Map<String, Double> metrics) {
        rig.server.epoch(run.value(), epoch, of, metrics);
    }
}
