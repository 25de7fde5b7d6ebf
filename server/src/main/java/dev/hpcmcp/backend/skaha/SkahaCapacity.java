package dev.hpcmcp.backend.skaha;

import dev.hpcmcp.model.ClusterDetails;
import dev.hpcmcp.model.Limits;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.rest.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the platform has, allows and is busy with, in one description. */
final class SkahaCapacity {
    private final Sightings sightings;
    private final SkahaApi api;

    SkahaCapacity(Sightings sightings, SkahaApi api) {
        this.sightings = sightings;
        this.api = api;
    }

    ClusterDetails describe(Caller caller, Platform platform) {
        Optional<Reply> load = api.load(caller);
        return new ClusterDetails(
                sightings.cluster(),
                List.of(),
                List.of(),
                Optional.of(platform.sizes()).filter(Sizes::areTold).map(SkahaCapacity::limits),
                load.map(PlatformJson::load),
                Optional.of(String.join("\n", rules(platform, load))),
                sightings.now());
    }

    private static Limits limits(Sizes sizes) {
        return new Limits(
                sizes.cores(),
                sizes.memory().stream().map(Integer::doubleValue).toList(),
                sizes.gpus().orElse(List.of()),
                sizes.maxInteractive(),
                Optional.empty());
    }

    private static List<String> rules(Platform platform, Optional<Reply> load) {
        List<String> rules = new ArrayList<>();
        if (!platform.sizes().areTold()) {
            rules.add(
                    "This service does not tell which cores, memory_gb and gpus there are, so they are not checked before a job is sent.");
        }
        platform.sizes()
                .usual()
                .ifPresent(usual -> rules.add("Without cores and memory_gb a job " + usual + "."));
        if (!platform.hosts().isEmpty()) {
            rules.add("Images come from " + String.join(", ", platform.hosts()) + ".");
        }
        rules.add(
                "Headless jobs end after 14 days, sessions after 4 unless renewed (control_job).");
        rules.add(
                load.map(reply -> PlatformJson.memory(reply).orElse(""))
                        .orElse("This site does not tell how busy it is."));
        return rules.stream().filter(rule -> !rule.isEmpty()).toList();
    }
}
