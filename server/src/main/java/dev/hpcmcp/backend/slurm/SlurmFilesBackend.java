package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.model.CurveQuery;
import dev.hpcmcp.model.Curves;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Recordings;
import dev.hpcmcp.rest.Rest;
import java.time.Clock;
import java.util.List;

/** A Slurm cluster whose jobs' files this process can see, so that it sees their progress too. */
public final class SlurmFilesBackend extends SlurmBackend implements Recordings {
    public SlurmFilesBackend(SlurmSettings settings, Rest rest, Clock clock) {
        this(settings, rest, clock, Accounts.OF_THIS_MACHINE);
    }

    SlurmFilesBackend(SlurmSettings settings, Rest rest, Clock clock, Accounts accounts) {
        super(settings.readingFiles(), rest, clock, accounts);
    }

    @Override
    public JobsFound find(Caller caller, List<JobId> ids) {
        return looked(caller, ids).told(Recorded::progressing);
    }

    @Override
    public Curves curves(Caller caller, JobId job, CurveQuery query) {
        return Recorded.curves(owned(caller, job), query);
    }
}
