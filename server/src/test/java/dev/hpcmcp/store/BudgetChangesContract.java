package dev.hpcmcp.store;

import static dev.hpcmcp.guard.policy.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.guard.policy.Quota;
import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.Control.Action;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.port.BulkCancel;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.JobControl;
import dev.hpcmcp.port.Jobs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Changes to jobs take of what there is, too, on whichever database. */
abstract class BudgetChangesContract extends PolicyRig {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void aLongerTimeLimitIsTakenFromTheHoursAndAShorterGivenBack() {
        policy(rule().hours(Quota.CORE_HOURS, 10, WEEK));
        Server server = new Server();
        JobId id = id(server.port(Jobs.class), sized(2, Duration.ofHours(2)));
        JobControl control = server.port(JobControl.class);
        over(() -> control.control(Callers.ALICE, id, lasting(Duration.ofHours(6))));
        control.control(Callers.ALICE, id, lasting(Duration.ofHours(5)));
        assertThat(left(server).coreHours()).contains(0.0);
        fake.failNext(new Failure.Conflict("no"));
        control.control(Callers.BOB, bobs(server), lasting(HOUR));
        control.control(Callers.ALICE, id, lasting(HOUR));
        assertThat(left(server).coreHours()).contains(8.0);
        JobId strange = fake.submit(Callers.ALICE, HELLO).job().jobId();
        assertThat(failure(() -> control.control(Callers.ALICE, strange, lasting(HOUR))))
                .isInstanceOf(Failure.NotAllowed.class);
    }

    private static Control lasting(Duration time) {
        return new Control(
                Action.SET_TIME_LIMIT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(time.toSeconds()));
    }

    private JobId bobs(Server server) {
        assertThat(failure(() -> server.port(Jobs.class).list(Callers.BOB, JobQuery.all(1))))
                .isInstanceOf(Failure.Conflict.class);
        return server.port(Jobs.class)
                .submit(Callers.BOB, sized(1, Duration.ofHours(2)))
                .job()
                .jobId();
    }

    @Test
    void aTimeLimitThatTheClusterRefusesLeavesTheHoursAsTheyWere() {
        policy(rule().hours(Quota.CORE_HOURS, 10, WEEK));
        Server server = new Server();
        JobId id = id(server.port(Jobs.class), sized(2, Duration.ofHours(2)));
        fake.failNext(new Failure.Conflict("no"));
        assertThat(
                        failure(() ->
                                server.port(JobControl.class)
                                        .control(Callers.ALICE, id, lasting(Duration.ofHours(5)))))
                .isInstanceOf(Failure.Conflict.class);
        assertThat(left(server).coreHours()).contains(6.0);
    }

    @Test
    void aJobThatRunsAnewIsTakenAnew() {
        policy(rule().liveJobs(1).hours(Quota.CORE_HOURS, 10, WEEK));
        Server server = new Server();
        Jobs jobs = server.port(Jobs.class);
        JobId id = id(jobs, sized(3, Duration.ofHours(2)));
        clock.move(HOUR);
        ended(id, HOUR);
        find(jobs, id);
        assertThat(left(server).coreHours()).contains(7.0);
        server.port(JobControl.class).control(Callers.ALICE, id, Control.of(Action.REQUEUE));
        assertThat(left(server).coreHours()).contains(1.0);
        assertThat(left(server).liveJobs()).contains(0L);
        over(() -> submit(jobs, sized(1, Duration.ofMinutes(1))));
        fake.start(id);
        clock.move(HOUR);
        over(() ->
                server.port(JobControl.class)
                        .control(Callers.ALICE, id, Control.of(Action.REQUEUE)));
        assertThat(left(server).liveJobs()).contains(0L);
    }

    @Test
    void cancelsAndChangesAnHourCountTogetherAndManyAtOnceAsMany() {
        policy(rule().changes(4));
        Server server = new Server();
        Jobs jobs = server.port(Jobs.class);
        List<JobId> ids = List.of(id(jobs, HELLO), id(jobs, HELLO), id(jobs, HELLO));
        server.port(JobControl.class)
                .control(Callers.ALICE, ids.getFirst(), Control.of(Action.HOLD));
        fake.failNext(new Failure.NotFound("job", "9"));
        assertThat(failure(() -> jobs.cancel(Callers.ALICE, new JobId("9"), Cancel.POLITELY)))
                .isInstanceOf(Failure.NotFound.class);
        assertThat(left(server).cancels()).contains(3L);
        BulkCancel bulk = (BulkCancel) server.cluster(new FakeBulk(fake));
        bulk.cancelAll(Callers.ALICE, ids.subList(0, 2), Cancel.POLITELY);
        over(
                () -> bulk.cancelAll(Callers.ALICE, ids.subList(1, 3), Cancel.POLITELY),
                over -> assertThat(over.limit()).isEqualTo("cancels-per-hour: 4 for alice"));
        jobs.cancel(Callers.ALICE, ids.getLast(), Cancel.POLITELY);
        over(() -> jobs.cancel(Callers.ALICE, ids.getLast(), Cancel.POLITELY));
        clock.move(HOUR);
        jobs.cancel(Callers.ALICE, ids.getLast(), Cancel.POLITELY);
    }
}
