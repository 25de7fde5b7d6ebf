package dev.hpcmcp.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hpcmcp.guard.policy.Ceiling;
import dev.hpcmcp.guard.policy.Choice;
import dev.hpcmcp.guard.policy.Names;
import dev.hpcmcp.guard.policy.Rule;
import dev.hpcmcp.guard.policy.Who;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One rule of the policy, as a person writes it.
 *
 * @param on the clusters it counts on
 */
record PolicyRule(
        @JsonProperty("for") Optional<WhoPart> who,
        Optional<List<String>> on,
        Optional<AllowPart> allow,
        Optional<JobPart> eachJob,
        Optional<BudgetPart> inAll) {
    PolicyRule {
        on = names("on", on);
        AllowPart lists = allow.orElse(AllowPart.ALL);
        if (on.isPresent() && lists.clusters().isPresent()) {
            throw new IllegalArgumentException(
                    "allow.clusters says which may be used, on says where a rule counts: write two rules");
        }
        if ((lists.queues().isPresent() || lists.projects().isPresent())
                && on.isEmpty()
                && lists.clusters().isEmpty()) {
            throw new IllegalArgumentException(
                    "queues and projects are a cluster's own: say with on whose they are");
        }
        if (on.isPresent() && inAll.flatMap(BudgetPart::requestsPerMinute).isPresent()) {
            throw new IllegalArgumentException(
                    "requests-per-minute counts on all clusters together: give it without on");
        }
    }

    Rule rule() {
        BudgetPart budget = inAll.orElse(BudgetPart.NONE);
        return new Rule(
                who.map(WhoPart::who).orElse(Who.EVERYBODY),
                on.map(Set::copyOf).orElse(Set.of()),
                allow.flatMap(AllowPart::clusters).map(Names::of).orElse(Names.ANY),
                allow.map(AllowPart::choices).orElse(Map.of()),
                eachJob.map(JobPart::ceilings).orElse(Map.of()),
                budget.quotas(),
                budget.requestsPerMinute(),
                budget.byToken(),
                budget.openEnd());
    }

    boolean saysNothing() {
        return allow.isEmpty() && eachJob.isEmpty() && inAll.isEmpty();
    }

    /** The clusters it names. */
    Stream<String> clusters() {
        return Stream.concat(on.stream(), allow.flatMap(AllowPart::clusters).stream())
                .flatMap(List::stream);
    }

    /** A list that is empty would be for nobody, or for everybody: nobody can tell which. */
    private static Optional<List<String>> names(String key, Optional<List<String>> list) {
        if (list.filter(some -> some.isEmpty() || some.stream().anyMatch(String::isBlank))
                .isPresent()) {
            throw new IllegalArgumentException(
                    key + " names something; leave it out where all are meant");
        }
        return list.map(List::copyOf);
    }

    /** Whom it is for. */
    record WhoPart(
            Optional<List<String>> users,
            Optional<List<String>> groups,
            Optional<List<String>> exceptUsers,
            Optional<List<String>> exceptGroups) {
        WhoPart {
            users = names("users", users);
            groups = names("groups", groups);
            exceptUsers = names("except-users", exceptUsers);
            exceptGroups = names("except-groups", exceptGroups);
        }

        Who who() {
            return new Who(
                    users.map(Set::copyOf),
                    groups.map(Set::copyOf),
                    exceptUsers.map(Set::copyOf).orElse(Set.of()),
                    exceptGroups.map(Set::copyOf).orElse(Set.of()));
        }
    }

    /** What may be chosen. */
    record AllowPart(
            Optional<List<String>> clusters,
            Optional<List<String>> queues,
            Optional<List<String>> projects,
            Optional<List<String>> images) {
        static final AllowPart ALL =
                new AllowPart(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        AllowPart {
            clusters = names("clusters", clusters);
            queues = names("queues", queues);
            projects = names("projects", projects);
            images = names("images", images);
            images.ifPresent(Names::ofFamilies);
            Stream.of(clusters, queues, projects)
                    .flatMap(Optional::stream)
                    .flatMap(List::stream)
                    .filter(name -> name.contains("*"))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new IllegalArgumentException(
                                name + ": only images may end with a *; name each");
                    });
        }

        Map<Choice, Names> choices() {
            Map<Choice, Names> choices = new EnumMap<>(Choice.class);
            queues.ifPresent(some -> choices.put(Choice.QUEUE, Names.of(some)));
            projects.ifPresent(some -> choices.put(Choice.PROJECT, Names.of(some)));
            images.ifPresent(some -> choices.put(Choice.IMAGE, Names.ofFamilies(some)));
            return choices;
        }
    }

    /** What each job may have. */
    record JobPart(
            Optional<Integer> cores,
            Optional<Integer> gpus,
            Optional<Double> memoryGb,
            Optional<Integer> nodes,
            Optional<String> wallTime,
            Optional<Integer> replicas,
            Optional<Integer> arrayTasks) {
        JobPart {
            ceilings(cores, gpus, memoryGb, nodes, wallTime, replicas, arrayTasks);
        }

        Map<Ceiling, Double> ceilings() {
            return ceilings(cores, gpus, memoryGb, nodes, wallTime, replicas, arrayTasks);
        }

        private static Map<Ceiling, Double> ceilings(
                Optional<Integer> cores,
                Optional<Integer> gpus,
                Optional<Double> memoryGb,
                Optional<Integer> nodes,
                Optional<String> wallTime,
                Optional<Integer> replicas,
                Optional<Integer> arrayTasks) {
            Map<Ceiling, Double> all = new EnumMap<>(Ceiling.class);
            cores.ifPresent(most -> all.put(Ceiling.CORES, Figures.atLeast(1, "cores", most)));
            gpus.ifPresent(most -> all.put(Ceiling.GPUS, Figures.atLeast(0, "gpus", most)));
            memoryGb.ifPresent(
                    most -> all.put(Ceiling.MEMORY_GB, Figures.above(0, "memory-gb", most)));
            nodes.ifPresent(most -> all.put(Ceiling.NODES, Figures.atLeast(1, "nodes", most)));
            wallTime.ifPresent(
                    most -> all.put(Ceiling.WALL_TIME, (double) Figures.span(most).toSeconds()));
            replicas.ifPresent(
                    most -> all.put(Ceiling.REPLICAS, Figures.atLeast(1, "replicas", most)));
            arrayTasks.ifPresent(
                    most -> all.put(Ceiling.ARRAY_TASKS, Figures.atLeast(0, "array-tasks", most)));
            return all;
        }
    }
}
