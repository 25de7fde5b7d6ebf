package dev.hpcmcp.backend.skaha;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobKind;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.SessionRequest;
import dev.hpcmcp.rest.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/** Makes the form of a request, and finds what is wrong with it before the server mangles it. */
final class Drafting {
    private final Platform platform;
    private final Findings findings = new Findings();
    private final List<Field> form = new ArrayList<>();

    private Drafting(Platform platform) {
        this.platform = platform;
    }

    static Draft of(Platform platform, JobRequest request) {
        return new Drafting(platform).job(request);
    }

    static Draft of(Platform platform, SessionRequest request) {
        return new Drafting(platform).session(request);
    }

    private Draft job(JobRequest request) {
        Unmeant.check(request, findings);
        String name = name(request.name(), JobKind.HEADLESS, request.requestId());
        boolean unique = request.name().isEmpty() || request.requestId().isPresent();
        String image = begin(name, request.image().orElse(""), JobKind.HEADLESS);
        sizes(request.cores(), request.memoryGb(), request.gpus());
        command(request.command());
        Words.checkEnvironment(request.environment(), findings);
        // In the order of names, so that the same request is the same form.
        new TreeMap<>(request.environment()).forEach((key, value) -> add("env", key + "=" + value));
        return draft(JobKind.HEADLESS, name, unique, image, Optional.empty());
    }

    private Draft session(SessionRequest request) {
        JobKind kind = request.type().kind();
        if (kind == JobKind.DESKTOP_APP) {
            return app(request);
        }
        if (request.desktopId().isPresent()) {
            findings.refuse("desktop_id", "only apps open in a desktop", "type desktop_app");
        }
        String name = name(request.name(), kind, request.requestId());
        boolean unique = request.name().isEmpty() || request.requestId().isPresent();
        String image = begin(name, request.image(), kind);
        sizes(request.cores(), request.memoryGb(), request.gpus());
        boolean sized = request.cores().isPresent() || request.memoryGb().isPresent();
        if (sized && (kind == JobKind.DESKTOP || kind == JobKind.FIREFLY)) {
            findings.warn(
                    "the platform gives every "
                            + word(kind)
                            + " the same cores and memory, whatever is asked for");
        }
        return draft(kind, name, unique, image, Optional.empty());
    }

    /** Only its image and its size count. */
    private Draft app(SessionRequest request) {
        if (request.desktopId().isEmpty()) {
            findings.refuse("desktop_id", "an app opens in a desktop", "the id of a running one");
        }
        if (request.requestId().isPresent()) {
            findings.refuse(
                    "request_id",
                    "nothing that the cluster shows of an app could tell it from another, so it cannot be started just once",
                    "leave it out, and look with list_jobs (kinds desktop_app) before trying again");
        }
        request.name().ifPresent(name -> findings.warn("an app has no name of its own here"));
        request.gpus().ifPresent(n -> findings.warn("an app gets no GPUs of its own here"));
        String image = image(request.image());
        add("image", image);
        sizes(request.cores(), request.memoryGb(), Optional.empty());
        return draft(JobKind.DESKTOP_APP, "", false, image, request.desktopId());
    }

    private Draft draft(
            JobKind kind, String name, boolean unique, String image, Optional<JobId> desktop) {
        return new Draft(kind, name, unique, image, desktop, form, findings);
    }

    /** With a mark it tells afterwards which request it came from. */
    private String name(Optional<String> given, JobKind kind, Optional<String> mark) {
        given.ifPresent(name -> Words.checkName(name, findings));
        String sort = kind == JobKind.HEADLESS ? "job" : word(kind);
        return given.map(name -> mark.map(m -> MarkedName.of(name, m)).orElse(name))
                .or(() -> mark.map(m -> MarkedName.made(sort, m)))
                .orElseGet(() -> sort + "-" + random());
    }

    private static String random() {
        long number = ThreadLocalRandom.current().nextLong(36L * 36 * 36 * 36 * 36 * 36);
        return String.format("%6s", Long.toString(number, 36)).replace(' ', '0');
    }

    private String begin(String name, String given, JobKind kind) {
        String image = image(given);
        add("name", name);
        add("image", image);
        add("type", word(kind));
        if (platform.version() == Version.V0) {
            // The guide of v0 says kind, the service says type; each ignores the other.
            add("kind", word(kind));
        }
        return image;
    }

    private String image(String given) {
        if (given.isBlank()) {
            findings.refuse(
                    "image",
                    "everything runs in a container image here",
                    "an id from fetch_images");
            return "";
        }
        return ImageName.complete(given, platform.hosts(), findings);
    }

    private void sizes(Optional<Integer> cores, Optional<Double> memory, Optional<Integer> gpus) {
        platform.sizes().check(cores, memory, gpus, findings);
        cores.ifPresent(n -> add("cores", n.toString()));
        memory.ifPresent(gb -> add("ram", Long.toString(Math.round(gb))));
        // Asking for none is an error there.
        gpus.filter(n -> n > 0).ifPresent(n -> add("gpus", n.toString()));
    }

    private void command(List<String> command) {
        Words.checkCommand(command, findings);
        if (!command.isEmpty()) {
            add("cmd", command.getFirst());
        }
        if (command.size() > 1) {
            add("args", String.join(" ", command.subList(1, command.size())));
        }
    }

    private void add(String name, String value) {
        form.add(new Field(name, value));
    }

    private static String word(JobKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
