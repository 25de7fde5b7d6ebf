package dev.hpcmcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs when all other tests have: nothing that they printed or reported holds a secret. */
@Tag("afterwards")
class SecretsAfterwardsTest {
    @Test
    void noTestPrintedASecret() {
        List<String> found = new ArrayList<>();
        for (String module : List.of("../tools-spec", ".")) {
            Path reports = Path.of(module, "target/surefire-reports");
            if (Files.isDirectory(reports)) {
                found.addAll(PlantedSecrets.below(reports, _ -> false, _ -> false));
            }
        }
        assertThat(Path.of("target/surefire-reports")).isNotEmptyDirectory();
        assertThat(found).isEmpty();
    }
}
