package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.files.LogFile;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.LogPage;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.model.LogStream;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.util.Optional;

/**
 * What jobs printed, through the files of their owner. The API does not say where that is, so it is
 * worked out from the request, or taken for the usual place; and it has no way to a file's end but
 * through all of it.
 */
final class OnDemandLogs {
    private final OnDemandSettings settings;
    private final Sites sites;
    private final Finding finding;
    private final RemoteFiles files;

    OnDemandLogs(OnDemandSettings settings, Sites sites, Finding finding, RemoteFiles files) {
        this.settings = settings;
        this.sites = sites;
        this.finding = finding;
        this.files = files;
    }

    LogPage read(Caller caller, JobId id, LogQuery query) {
        Site site = sites.of(caller);
        if (query.stream() == LogStream.EVENTS) {
            throw HpcException.notSupported(settings.id(), "events");
        }
        if (!site.has(Release.FILES)) {
            throw new HpcException(
                    new Failure.NotSupported(
                            settings.id(),
                            "reading output",
                            Optional.of("this site's API is too old for it")));
        }
        Optional<Job> job = finding.find(caller, java.util.List.of(id)).jobs().stream().findFirst();
        if (job.isEmpty() && query.asked().isEmpty()) {
            throw new HpcException(new Failure.NotFound("job", id.value()));
        }
        boolean array =
                job.flatMap(Job::array).isPresent()
                        || (query.asked().flatMap(asked -> asked.array()).isPresent()
                                && OodId.array(id.value()).isEmpty());
        if (array) {
            throw HpcException.invalid(
                    "job_id", "this is an array: name one of its tasks", "such as " + id + "_1");
        }
        return read(caller, place(site, id, query), job, query);
    }

    private String place(Site site, JobId id, LogQuery query) {
        Draft draft =
                query.asked()
                        .map(asked -> Draft.of(asked, site, settings.directory()))
                        .orElseGet(() ->
                                Draft.usual(
                                        site,
                                        settings.directory(),
                                        OodId.array(id.value()).isPresent()));
        Optional<String> pattern =
                query.stream() == LogStream.STDERR
                        ? draft.stderr().or(draft::stdout)
                        : draft.stdout();
        return pattern.flatMap(path -> OutputPath.of(path, id))
                .filter(path -> path.startsWith("/"))
                .orElseThrow(() ->
                        new HpcException(
                                new Failure.NotSupported(
                                        settings.id(),
                                        "finding this job's output",
                                        Optional.of(
                                                "read_file reads it where its path is known"))));
    }

    private LogPage read(Caller caller, String path, Optional<Job> job, LogQuery query) {
        Optional<RemoteFiles.Taken> taken;
        try {
            taken = Optional.of(files.take(caller, path));
        } catch (HpcException e) {
            if (!(e.failure() instanceof Failure.NotFound)) {
                throw e;
            }
            boolean begins = job.filter(it -> !it.finished()).isPresent();
            if (!begins) {
                throw nothingThere(path, query);
            }
            taken = Optional.empty();
        }
        boolean growing = job.filter(Job::finished).isEmpty();
        if (taken.filter(file -> file.isHeadOnly()).isPresent()
                && query.cursor().isEmpty()
                && query.search().isEmpty()) {
            throw new HpcException(new Failure.Conflict(RemoteFiles.beginningOnly(path)));
        }
        return page(taken, path, growing, query);
    }

    private HpcException nothingThere(String path, LogQuery query) {
        String where =
                query.asked().isPresent()
                        ? "the file is not there any more"
                        : "where this job's output went is not remembered, and it is not in the usual place; read_file reads it where its path is known";
        return new HpcException(
                new Failure.NotSupported(settings.id(), "reading " + path, Optional.of(where)));
    }

    private static LogPage page(
            Optional<RemoteFiles.Taken> taken, String path, boolean growing, LogQuery query) {
        byte[] bytes = taken.map(RemoteFiles.Taken::bytes).orElse(new byte[0]);
        LogPage page = Copy.read(bytes, copy -> new LogFile(copy, false, growing).read(query));
        boolean head = taken.filter(RemoteFiles.Taken::isHeadOnly).isPresent();
        return new LogPage(
                page.lines(),
                page.firstLine(),
                head ? Optional.empty() : page.totalLines(),
                page.nextCursor(),
                page.previousCursor(),
                page.truncated() || head,
                Optional.of(path));
    }
}
