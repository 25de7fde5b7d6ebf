package dev.hpcmcp.tool;

import dev.hpcmcp.model.Hit;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.Node;
import dev.hpcmcp.model.User;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether something has all the words that are searched for. The score says where the words were
 * found: in a name, at its beginning, or elsewhere.
 */
record Matching(List<String> words) {
    private static final double WHOLE_NAME = 1;
    private static final double BEGINNING = 0.8;
    private static final double IN_NAME = 0.6;
    private static final double ELSEWHERE = 0.3;

    static Matching of(String query) {
        return new Matching(
                Arrays.stream(query.strip().toLowerCase(Locale.ROOT).split("\\s+"))
                        .distinct()
                        .toList());
    }

    Optional<Hit> job(Job job) {
        String state = job.outcome().map(Enum::name).orElse(job.state().name());
        Stream<Optional<String>> more =
                Stream.of(job.queue(), job.owner(), job.project(), job.image(), job.reason());
        return hit(
                Hit.Kind.JOBS,
                job.jobId().value(),
                job.name(),
                Stream.of(
                        Stream.of(state, job.nativeState(), job.kind().name()),
                        more.flatMap(Optional::stream),
                        job.tags().stream(),
                        job.nodes().stream()),
                Stream.of(
                        Stream.of(state.toLowerCase(Locale.ROOT)),
                        job.queue().map(queue -> "queue " + queue).stream(),
                        job.owner().map(owner -> "of " + owner).stream(),
                        job.submittedAt().map(time -> "submitted " + time).stream()));
    }

    Optional<Hit> node(Node node) {
        return hit(
                Hit.Kind.NODES,
                node.name(),
                Optional.empty(),
                Stream.of(
                        Stream.of(node.state().name()),
                        node.nativeState().stream(),
                        node.reason().stream(),
                        node.queues().stream(),
                        node.features().stream()),
                Stream.of(
                        Stream.of(node.state().name().toLowerCase(Locale.ROOT)),
                        node.queues().stream().map(queue -> "queue " + queue),
                        node.features().stream()));
    }

    Optional<Hit> user(User user) {
        Stream<String> projects =
                user.associations().stream().flatMap(charged -> charged.project().stream());
        return hit(
                Hit.Kind.USERS,
                user.name(),
                Optional.empty(),
                Stream.of(user.defaultProject().stream(), user.adminLevel().stream(), projects),
                Stream.of(user.defaultProject().map(project -> "project " + project).stream()));
    }

    private Optional<Hit> hit(
            Hit.Kind kind,
            String id,
            Optional<String> title,
            Stream<Stream<String>> elsewhere,
            Stream<Stream<String>> description) {
        List<String> names =
                Stream.concat(Stream.of(id), title.stream()).map(Matching::low).toList();
        List<String> others = elsewhere.flatMap(texts -> texts).map(Matching::low).toList();
        double sum = 0;
        for (String word : words) {
            OptionalDouble score = score(word, names, others);
            if (score.isEmpty()) {
                return Optional.empty();
            }
            sum += score.getAsDouble();
        }
        String words =
                description.flatMap(texts -> texts).limit(8).collect(Collectors.joining(", "));
        return Optional.of(
                new Hit(
                        kind,
                        id,
                        title,
                        Optional.of(words).filter(text -> !text.isEmpty()),
                        Optional.of(Math.round(100 * sum / this.words.size()) / 100.0)));
    }

    private static String low(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static OptionalDouble score(String word, List<String> names, List<String> others) {
        if (names.contains(word)) {
            return OptionalDouble.of(WHOLE_NAME);
        }
        if (names.stream().anyMatch(name -> name.startsWith(word))) {
            return OptionalDouble.of(BEGINNING);
        }
        if (names.stream().anyMatch(name -> name.contains(word))) {
            return OptionalDouble.of(IN_NAME);
        }
        return others.stream().anyMatch(text -> text.contains(word))
                ? OptionalDouble.of(ELSEWHERE)
                : OptionalDouble.empty();
    }
}
