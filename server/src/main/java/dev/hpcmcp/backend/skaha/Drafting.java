package dev.hpcmcp.backend.skaha;

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
        String name = name(request.name(), JobKind.HEADLESS);
        String image = begin(name, request.image().orElse(""), JobKind.HEADLESS);
        sizes(request.cores(), request.memoryGb(), request.gpus());
        command(request.command());
        Words.checkEnvironment(request.environment(), findings);
        // In the order of names, so that the same request is the same form.
        new TreeMap<>(request.environment()).forEach((key, value) -> add("env", key + "=" + value));
        return draft(JobKind.HEADLESS, name, request.name().isEmpty(), image);
    }

    private Draft session(SessionRequest request) {
        JobKind kind = request.type().kind();
        String name = name(request.name(), kind);
        String image = begin(name, request.image(), kind);
        sizes(request.cores(), request.memoryGb(), request.gpus());
        boolean sized = request.cores().isPresent() || request.memoryGb().isPresent();
        if (sized && (kind == JobKind.DESKTOP || kind == JobKind.FIREFLY)) {
            findings.warn(
                    "the platform gives every "
                            + word(kind)
                            + " the same cores and memory, whatever is asked for");
        }
        return draft(kind, name, request.name().isEmpty(), image);
    }

    private Draft draft(JobKind kind, String name, boolean unique, String image) {
        return new Draft(kind, name, unique, image, form, findings);
    }

    private String name(Optional<String> given, JobKind kind) {
        given.ifPresent(name -> Words.checkName(name, findings));
        return given.orElseGet(
                () -> (kind == JobKind.HEADLESS ? "job" : word(kind)) + "-" + random());
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
