package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Failure.Conflict;
import dev.hpcmcp.port.Failure.InvalidInput;
import dev.hpcmcp.port.Failure.NotSupported;
import dev.hpcmcp.port.Failure.SignInNeeded;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Judge;
import dev.hpcmcp.rest.Reply;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the service means by its errors. It says 400, 404 and 500 for many things, in two forms;
 * what it says is matched, and never repeated.
 */
record Complaints(String cluster, String operation) implements Judge {
    private static final Set<String> OURS =
            Set.of(
                    "config_path",
                    "session_name",
                    "tags",
                    "checkpoint_id",
                    "environment",
                    "file",
                    "session_id",
                    "epoch",
                    "metrics",
                    "url",
                    "title",
                    "message",
                    "limit",
                    "status");

    @Override
    public boolean accepts(Reply reply) {
        if (reply.status() >= 400) {
            reply.jsonIfAny()
                    .map(Part::new)
                    .flatMap(body -> meaning(reply.status(), body))
                    .ifPresent(failure -> {
                        throw new HpcException(failure);
                    });
        }
        return false;
    }

    private Optional<Failure> meaning(int status, Part body) {
        String said = said(body);
        return switch (status) {
            case 403 ->
                    said.contains("API key")
                            ? Optional.of(
                                    new SignInNeeded(
                                            cluster, "The API key in the configuration is wrong."))
                            : Optional.empty();
            case 404 -> missing(said);
            case 409 -> Optional.of(conflict(said));
            case 422 -> Optional.of(invalid(body));
            case 500 -> broken(said);
            default -> Optional.empty();
        };
    }

    /** Of a route, a file, or what the call is about: that one is left to the status. */
    private Optional<Failure> missing(String said) {
        if (said.equals("Not Found")) {
            return Optional.of(new NotSupported(cluster, operation, Optional.empty()));
        }
        if (said.startsWith("Configuration file not found")) {
            return Optional.of(
                    new InvalidInput(
                            "config_path",
                            "there is no such file on the service's machine",
                            Optional.of("a path below the directory the service runs in")));
        }
        return said.startsWith("Checkpoint file not found")
                ? Optional.of(new Conflict("the checkpoint is listed, but its file is gone"))
                : Optional.empty();
    }

    private static Failure conflict(String said) {
        return new Conflict(
                said.contains("already running")
                        ? "it is running already"
                        : "its present state does not allow this");
    }

    private Optional<Failure> broken(String said) {
        if (said.endsWith("manager not initialized")) {
            return Optional.of(
                    new NotSupported(
                            cluster,
                            operation + ": the service was started without its managers",
                            Optional.of("whoever runs it has to start it with them")));
        }
        return said.startsWith("Failed to start process")
                ? Optional.of(new Conflict("the service could not start the program; nothing runs"))
                : Optional.empty();
    }

    /** The guide's form names the fields as keys, the code's as the last step of a path. */
    private static Failure invalid(Part body) {
        Stream<String> served =
                body.items("detail").stream().flatMap(one -> one.texts("loc").stream());
        Stream<String> documented = body.at("error").at("details").names();
        String field =
                Stream.concat(served, documented)
                        .filter(OURS::contains)
                        .findFirst()
                        .orElse("request");
        return new InvalidInput(field, "the service refuses it as invalid", Optional.empty());
    }

    static String said(Reply reply) {
        return reply.jsonIfAny().map(Part::new).map(Complaints::said).orElse("");
    }

    private static String said(Part body) {
        return body.text("detail").or(() -> body.at("error").text("message")).orElse("");
    }
}
