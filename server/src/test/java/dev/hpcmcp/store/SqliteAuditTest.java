package dev.hpcmcp.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteAuditTest extends AuditContract {
    @TempDir private Path folder;

    @Override
    String fresh() {
        return "jdbc:sqlite:" + folder.resolve("state/store.db");
    }

    @Test
    void whatCannotBeTrimmedMakesNoRecordLost() throws Exception {
        write(2);
        clock.move(Duration.ofDays(8));
        tamper("create trigger keep before delete on audit begin select raise(abort, 'no'); end");
        write(2);
        assertThat(links()).hasSize(4);
        assertThat(bodies()).noneMatch(body -> body.contains("\"lost\""));
        assertThat(chain().verify().problems()).isEmpty();
    }
}
