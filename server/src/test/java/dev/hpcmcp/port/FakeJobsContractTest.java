package dev.hpcmcp.port;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.LogStream;
import dev.hpcmcp.model.Outcome;

/** Here the test is the scheduler. */
final class FakeJobsContractTest extends JobControlContract {
    private final FakeBackend fake = new FakeBackend("fake");

    @Override
    protected Backend backend() {
        return fake;
    }

    @Override
    protected JobRequest succeeding() {
        return JobRequest.ofScript("#!/bin/sh\necho hello\n");
    }

    @Override
    protected JobRequest failing() {
        return JobRequest.ofScript("#!/bin/sh\nexit 3\n");
    }

    @Override
    protected JobRequest lasting() {
        return JobRequest.ofScript("#!/bin/sh\nsleep 1000\n");
    }

    @Override
    protected void endsAs(JobId id, Outcome outcome) {
        fake.print(id, LogStream.STDOUT, "hello");
        fake.finish(id, outcome);
    }

    @Override
    protected Job await(JobId id, JobState state) {
        return state == JobState.RUNNING ? fake.start(id) : fake.job(id);
    }
}
