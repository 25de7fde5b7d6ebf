package dev.hpcmcp.store;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Health;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.BulkCancel;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.FakeBackend;
import java.util.List;

/** The same cluster seen as one that ends many jobs by one request, and does nothing else. */
record FakeBulk(FakeBackend fake) implements Backend, BulkCancel {
    @Override
    public String id() {
        return "bulk";
    }

    @Override
    public String title() {
        return "Bulk";
    }

    @Override
    public String kind() {
        return "fake";
    }

    @Override
    public Health health(Caller caller) {
        return Health.up();
    }

    @Override
    public List<Ending> cancelAll(Caller caller, List<JobId> ids, Cancel how) {
        return ids.stream()
                .<Ending>map(id -> new Ending.Done(id, fake.cancel(caller, id, how)))
                .toList();
    }
}
