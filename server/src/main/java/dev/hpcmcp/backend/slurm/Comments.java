package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.port.Caller;
import java.util.Optional;

/**
 * What a job's comment says: by which mark it can be found again, who asked for it, and what they
 * wrote themselves. {@code hpc-mcp:<mark> by alice; their words}.
 */
final class Comments {
    private static final String OURS = "hpc-mcp";

    /** Slurm takes a kilobyte. */
    private static final int LONGEST = 1000;

    private static final int LONGEST_NAME = 64;

    private Comments() {}

    static String of(Caller caller, JobRequest request) {
        String mark = request.requestId().map(id -> ":" + id).orElse("");
        String words =
                request.nativeOptions().stream()
                        .flatMap(text -> NativeOption.parse(text).stream())
                        .filter(option -> option.kind() == NativeOption.Kind.COMMENT)
                        .map(option -> "; " + option.value())
                        .findFirst()
                        .orElse("");
        String comment = OURS + mark + " by " + name(caller.subject()) + words;
        return comment.length() <= LONGEST ? comment : comment.substring(0, LONGEST);
    }

    /** A name is somebody else's text: nothing that could pass for a mark. */
    private static String name(String subject) {
        String plain = subject.replaceAll("[^A-Za-z0-9@._-]", "_");
        return plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME);
    }

    static boolean carries(Optional<String> comment, String mark) {
        return comment.filter(text -> text.startsWith(OURS + ":" + mark + " by ")).isPresent();
    }
}
