package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.backend.slurm.Credentials.Pass;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Project;
import dev.hpcmcp.model.User;
import dev.hpcmcp.port.HpcException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Who may charge what, by the accounting. */
final class People {
    private final String cluster;
    private final SlurmApi api;
    private final Accounting accounting;

    People(String cluster, SlurmApi api, Accounting accounting) {
        this.cluster = cluster;
        this.api = api;
        this.accounting = accounting;
    }

    List<User> users(Pass pass, Optional<String> name) {
        Supplier<HpcException> none =
                () -> HpcException.notSupported(cluster, "users: it has no accounting");
        List<AccountingJson.Person> people = accounting.users(pass).orElseThrow(none);
        Map<String, Map<JobState, Integer>> jobs = jobs(pass);
        List<AccountingJson.Association> all =
                accounting.associations(pass, name).orElseThrow(none);
        return people.stream()
                .filter(person -> name.map(person.name()::equals).orElse(true))
                .map(person -> user(person, all, jobs.getOrDefault(person.name(), Map.of())))
                .toList();
    }

    private static User user(
            AccountingJson.Person person,
            List<AccountingJson.Association> all,
            Map<JobState, Integer> jobs) {
        return new User(
                person.name(),
                person.usual().flatMap(AccountingJson.Usual::account).filter(a -> !a.isEmpty()),
                person.level()
                        .flatMap(words -> words.list().stream().findFirst())
                        .map(word -> word.toLowerCase(Locale.ROOT)),
                Optional.of(jobs.getOrDefault(JobState.RUNNING, 0)),
                Optional.of(
                        jobs.getOrDefault(JobState.QUEUED, 0)
                                + jobs.getOrDefault(JobState.HELD, 0)),
                Optional.empty(),
                all.stream()
                        .filter(one -> one.user().equals(Optional.of(person.name())))
                        .map(one ->
                                new User.Association(
                                        Views.said(one.account()),
                                        Views.said(one.partition()),
                                        one.qos().map(SlurmJson.Words::list).orElse(List.of())))
                        .toList());
    }

    /** The tasks of an array that still wait together count as so many. */
    private Map<String, Map<JobState, Integer>> jobs(Pass pass) {
        Map<String, Map<JobState, Integer>> counts = new HashMap<>();
        for (SlurmJson.Raw raw : api.jobs(pass)) {
            List<String> words = raw.jobState().map(SlurmJson.Words::list).orElse(List.of());
            counts.computeIfAbsent(raw.userName().orElse(""), _ -> new HashMap<>())
                    .merge(
                            States.state(words, raw),
                            Math.max(1, Gathered.waiting(raw).size()),
                            Integer::sum);
        }
        return counts;
    }

    /** What this user may charge; empty if nobody can tell now. */
    Optional<List<Project>> projects(Pass pass) {
        Map<String, Set<String>> qos = new TreeMap<>();
        try {
            accounting
                    .associations(pass, Optional.of(pass.user()))
                    .orElse(List.of())
                    .forEach(one -> add(one, pass.user(), qos));
        } catch (HpcException away) {
            return Optional.empty();
        }
        return Optional.of(
                qos.entrySet().stream()
                        .map(one -> new Project(one.getKey(), List.copyOf(one.getValue())))
                        .toList());
    }

    private static void add(
            AccountingJson.Association one, String user, Map<String, Set<String>> qos) {
        Optional<String> account = Views.said(one.account());
        if (account.isPresent() && one.user().equals(Optional.of(user))) {
            qos.computeIfAbsent(account.get(), _ -> new TreeSet<>())
                    .addAll(one.qos().map(SlurmJson.Words::list).orElse(List.of()));
        }
    }
}
