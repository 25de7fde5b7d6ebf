package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.files.ProgressFile;
import dev.hpcmcp.model.CurveQuery;
import dev.hpcmcp.model.Curves;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.util.List;
import java.util.Optional;

/**
 * What jobs write of their progress. The API tells nothing about a job that would lead to its
 * files, so this one lies in the usual directory under the job's number.
 */
final class Recorded {
    private final OnDemandSettings settings;
    private final Sites sites;
    private final Finding finding;
    private final RemoteFiles files;

    Recorded(OnDemandSettings settings, Sites sites, Finding finding, RemoteFiles files) {
        this.settings = settings;
        this.sites = sites;
        this.finding = finding;
        this.files = files;
    }

    /** The line of a shell script that tells a job where to write; the shell knows its number. */
    static Optional<String> export(Site site, Optional<String> usualDirectory) {
        return directory(site, usualDirectory)
                .map(path ->
                        "export "
                                + ProgressFile.VARIABLE
                                + "="
                                + Draft.quoted(path)
                                + "\"/hpc-mcp-${SLURM_ARRAY_JOB_ID:-$SLURM_JOB_ID}${SLURM_ARRAY_TASK_ID:+_$SLURM_ARRAY_TASK_ID}.progress\"");
    }

    private static Optional<String> directory(Site site, Optional<String> usual) {
        return Draft.usual(site, usual, false)
                .directory()
                .filter(path -> path.startsWith("/") && site.mayHave(Release.FILES));
    }

    /** Where a job writes, if it was told to. */
    Optional<String> path(Caller caller, JobId id) {
        Site site = sites.of(caller);
        return directory(site, settings.directory())
                .filter(_ -> site.isSlurm() && OodId.isSendable(site, id))
                .map(directory -> directory + "/hpc-mcp-" + id + ".progress");
    }

    Curves curves(Caller caller, JobId id, CurveQuery query) {
        Optional<String> path = path(caller, id);
        if (path.isEmpty()) {
            return none("jobs of this site are not told where to write their progress");
        }
        try {
            RemoteFiles.Taken taken = files.take(caller, path.get());
            Curves curves = Copy.read(taken.bytes(), file -> new ProgressFile(file).curves(query));
            return taken.isHeadOnly()
                    ? new Curves(curves.curves(), Optional.of("only its first 10 MiB were read"))
                    : curves;
        } catch (HpcException e) {
            if (!(e.failure() instanceof Failure.NotFound)) {
                throw e;
            }
            return nothingWritten(caller, id);
        }
    }

    private Curves nothingWritten(Caller caller, JobId id) {
        if (finding.find(caller, List.of(id)).jobs().isEmpty()) {
            throw new HpcException(new Failure.NotFound("job", id.value()));
        }
        return none(
                "the job has recorded nothing: a shell script would write JSON lines to the file that $%s names"
                        .formatted(ProgressFile.VARIABLE));
    }

    private static Curves none(String why) {
        return new Curves(List.of(), Optional.of(why));
    }
}
