package dev.hpcmcp.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.guard.Approvals;
import dev.hpcmcp.guard.Deed.Stake;
import dev.hpcmcp.guard.Rule;
import dev.hpcmcp.guard.Rule.How;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules as a person writes them. */
class ApprovalsPartTest {
    @TempDir private Path folder;

    private Settings read(String yaml) throws IOException {
        return SettingsFile.read(Files.writeString(folder.resolve("c.yml"), yaml), Map.of());
    }

    @Test
    void whatIsLeftOutIsAsUsual() throws IOException {
        Map<Stake, Rule> rules =
                read("approvals: {many-jobs: {above: 3}, admin: {how: off}, overwrite: {how: preview-then-call}}")
                        .approvals()
                        .orElseThrow()
                        .rules(true);
        assertThat(rules)
                .containsEntry(Stake.MANY_JOBS, new Rule(3, How.ASK, How.REFUSE))
                .containsEntry(Stake.ADMIN, new Rule(0, How.OFF, How.REFUSE))
                .containsEntry(
                        Stake.OVERWRITE, new Rule(0, How.PREVIEW_THEN_CALL, How.PREVIEW_THEN_CALL))
                .containsEntry(Stake.PRIORITY, Approvals.usual(true).get(Stake.PRIORITY));
    }

    @Test
    void whatMakesNoSenseIsRefusedInWords() {
        assertThatThrownBy(() -> read("approvals: {admin: {otherwise: ask}}"))
                .hasMessageContaining("otherwise is refuse or preview-then-call");
        assertThatThrownBy(() -> read("approvals: {many-jobs: {above: -1}}"))
                .hasMessageContaining("above is at least 0");
        assertThatThrownBy(() -> read("audit: {enabled: false, required: true}"))
                .hasMessageContaining("an audit that is required is enabled");
        assertThatThrownBy(() -> read("audit: {keep-days: 0}"))
                .hasMessageContaining("keep-days is at least 1");
    }
}
