package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.model.ClusterDetails;
import dev.hpcmcp.model.Load;
import dev.hpcmcp.model.Project;
import dev.hpcmcp.model.Queue;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Queues, accounts, load and the site's own rules, as far as version and scheduler tell them. */
final class OnDemandCapacity {
    private static final int LONGEST_RULES = 20_000;

    private final String cluster;
    private final OnDemandApi api;
    private final Sites sites;
    private final Clock clock;

    OnDemandCapacity(String cluster, OnDemandApi api, Sites sites, Clock clock) {
        this.cluster = cluster;
        this.api = api;
        this.sites = sites;
        this.clock = clock;
    }

    ClusterDetails describe(Caller caller) {
        Site site = sites.of(caller);
        if (!site.mayHave(Release.CONTEXT)) {
            throw new HpcException(
                    new Failure.NotSupported(
                            cluster,
                            "a description",
                            Optional.of(
                                    "this site's API is too old for it; ask the person for queues and accounts")));
        }
        boolean told = site.mayHave(Release.CAPACITY);
        List<OnDemandJson.Account> accounts =
                told
                        ? asked(() -> api.accounts(caller, site.cluster())).orElse(List.of())
                        : List.of();
        List<OnDemandJson.QueueRow> queues =
                told
                        ? asked(() -> api.queues(caller, site.cluster())).orElse(List.of())
                        : List.of();
        Optional<OnDemandJson.Info> info =
                told ? asked(() -> api.info(caller, site.cluster())) : Optional.empty();
        List<Project> projects = accounts.stream().flatMap(a -> project(a).stream()).toList();
        return new ClusterDetails(
                cluster,
                queues.stream().flatMap(queue -> queue(queue, projects).stream()).toList(),
                projects,
                Optional.empty(),
                info.map(OnDemandCapacity::load),
                api.context(caller).filter(text -> !text.isBlank()).map(OnDemandCapacity::bounded),
                clock.instant());
    }

    /** What a scheduler does not have is left out; that it does not answer is a failure. */
    private static <T> Optional<T> asked(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (HpcException e) {
            if (e.failure() instanceof Failure.NotSupported) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Optional<Project> project(OnDemandJson.Account account) {
        return account.name().map(name -> new Project(name, account.qos().orElse(List.of())));
    }

    private static Optional<Queue> queue(OnDemandJson.QueueRow row, List<Project> projects) {
        Map<String, String> sizes = row.tres().orElse(Map.of());
        return row.name()
                .map(name ->
                        new Queue(
                                name,
                                isClosed(row, projects)
                                        ? Optional.of("not for your projects")
                                        : Optional.empty(),
                                false,
                                Optional.empty(),
                                number(sizes, "node"),
                                Optional.empty(),
                                number(sizes, "cpu"),
                                Optional.empty(),
                                number(sizes, "gres/gpu"),
                                List.of()));
    }

    /** No list of those allowed means everybody. */
    private static boolean isClosed(OnDemandJson.QueueRow row, List<Project> projects) {
        List<String> denied = row.denyAccounts().orElse(List.of());
        return !projects.isEmpty()
                && projects.stream()
                        .map(Project::name)
                        .noneMatch(name ->
                                row.allowAccounts().map(list -> list.contains(name)).orElse(true)
                                        && !denied.contains(name));
    }

    private static Optional<Integer> number(Map<String, String> sizes, String name) {
        return Optional.ofNullable(sizes.get(name))
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Integer::valueOf);
    }

    private static Load load(OnDemandJson.Info info) {
        return new Load(
                Optional.empty(),
                Optional.empty(),
                info.activeProcessors(),
                info.totalProcessors());
    }

    private static String bounded(String rules) {
        if (rules.length() <= LONGEST_RULES) {
            return rules;
        }
        int line = rules.lastIndexOf('\n', LONGEST_RULES);
        String kept = rules.substring(0, line < 0 ? LONGEST_RULES : line);
        return kept + "\n[cut: %d of %d characters]".formatted(kept.length(), rules.length());
    }
}
