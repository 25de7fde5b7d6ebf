package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.rest.Reply;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The errors in an answer: their numbers, by whichever of the names the version uses. */
record Errors(List<Integer> numbers) {
    static final int UNSPECIFIED = -1;
    static final int TOKEN_REFUSED = 1007;
    static final int NO_CONTROLLER = 1800;
    static final int BAD_QUEUE = 2000;
    static final int DENIED = 2002;
    static final int NOT_YOURS = 2010;
    static final int CANNOT_RUN_NOW = 2015;
    static final int NO_SUCH_JOB = 2017;
    static final int FINISHED_ALREADY = 2021;
    static final int HELD = 2042;
    static final int NODE_DOWN = 2068;
    static final int NOT_WAITING = 2073;
    static final int FINISHED = 2084;
    static final int PRIORITY_CHANGED = 2095;
    static final int ZERO_BYTES = 5005;
    static final int NOTHING_FOUND = 9003;

    private static final List<String> NAMES = List.of("error_number", "error_code", "errno");

    static Errors of(Reply reply) {
        return new Errors(
                reply.jsonIfAny().stream()
                        .flatMap(json -> json.path("errors").valueStream())
                        .flatMap(Errors::number)
                        .filter(number -> number != 0)
                        .toList());
    }

    /** What deletions say beside {@code errors}: failures alone. */
    static Errors ofStatus(Reply reply) {
        return new Errors(
                reply.jsonIfAny().stream()
                        .flatMap(json -> json.path("status").valueStream())
                        .map(entry -> entry.path("error").path("code").asInt(0))
                        .filter(number -> number != 0)
                        .toList());
    }

    private static Stream<Integer> number(JsonNode error) {
        return NAMES.stream()
                .map(error::path)
                .filter(JsonNode::isNumber)
                .map(JsonNode::asInt)
                .limit(1);
    }

    Errors without(int notice) {
        return new Errors(numbers.stream().filter(number -> number != notice).toList());
    }

    boolean has(int number) {
        return numbers.contains(number);
    }

    /** The one that tells most: what the REST layer adds about itself says less. */
    Optional<Integer> first() {
        return numbers.stream()
                .filter(number -> number > 0 && number < 9000)
                .findFirst()
                .or(() -> numbers.stream().findFirst());
    }
}
