package dev.hpcmcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of planted secrets is whole, and finds. */
class SecretsTest {
    private static final Pattern GIVEN =
            Pattern.compile(
                    "(?:Secret\\.of|KnownToken|bearer)\\(\\s*\"([^\"]+)\"|Bearer ([\\w.-]+)\"|token: ([\\w-]+)[,}]");

    @Test
    void everySecretOfATestIsListed() throws IOException {
        Set<String> given = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                GIVEN.matcher(Files.readString(file))
                        .results()
                        .forEach(it ->
                                given.add(
                                        it.group(1) != null
                                                ? it.group(1)
                                                : it.group(2) != null ? it.group(2) : it.group(3)));
            }
        }
        given.removeIf(it -> it.isBlank() || PlantedSecrets.PLAIN.contains(it));
        assertThat(given).hasSizeGreaterThan(10);
        assertThat(given)
                .as("secrets of tests: list them in PlantedSecrets")
                .allMatch(it -> PlantedSecrets.in(it).isPresent());
    }

    @Test
    void findsEachOfThem() {
        for (String secret : PlantedSecrets.ALL) {
            assertThat(PlantedSecrets.in("x" + secret + "y")).contains(secret);
        }
        assertThat(
                        List.of(
                                "hpcmcp_abcdefghij_" + "A".repeat(43),
                                "hpcmcp_" + "A".repeat(43),
                                "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9." + "s".repeat(40)))
                .allMatch(it -> PlantedSecrets.in(it).isPresent());
        assertThat(PlantedSecrets.in("nothing of hpcmcp_abcdefghij here")).isEmpty();
    }
}
