package dev.hpcmcp.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFileTest {
    @TempDir private Path folder;

    @Test
    void appearsWholeAndForItsOwnerOnly() throws IOException {
        Path target = folder.resolve("jobs.csv");

        long size =
                NewFile.write(
                        target,
                        out -> {
                            out.write("half".getBytes(UTF_8));
                            assertThat(target).doesNotExist();
                            out.write("whole".getBytes(UTF_8));
                        });

        assertThat(target).hasContent("halfwhole").hasSize(size);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining("glob:**.part-*");
    }

    @Test
    void takesNoPlaceThatWasTakenMeanwhile() throws IOException {
        Path target = folder.resolve("jobs.csv");

        assertThatThrownBy(() ->
                        NewFile.write(target, out -> Files.writeString(target, "the other's")))
                .isInstanceOfSatisfying(
                        HpcException.class,
                        e -> assertThat(e.failure()).isInstanceOf(Failure.Conflict.class));

        assertThat(target).hasContent("the other's");
        assertThat(folder).isDirectoryNotContaining("glob:**.part-*");
    }

    @Test
    void leavesNothingBehindWhenItFails() {
        HpcException thrown = new HpcException(new Failure.Unreachable("fake", "gone"));

        assertThatThrownBy(() ->
                        NewFile.write(
                                folder.resolve("jobs.csv"),
                                out -> {
                                    out.write(1);
                                    throw thrown;
                                }))
                .isSameAs(thrown);
        assertThatThrownBy(() ->
                        NewFile.write(
                                folder.resolve("jobs.csv"),
                                out -> {
                                    throw new IOException("No space left on device");
                                }))
                .hasMessageContaining("disk may be full");

        assertThat(folder).isEmptyDirectory();
    }
}
