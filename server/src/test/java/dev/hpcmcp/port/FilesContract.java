package dev.hpcmcp.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hpcmcp.model.FileEntry;
import dev.hpcmcp.model.FileQuery;
import dev.hpcmcp.model.FileRead;
import dev.hpcmcp.model.FileText;
import dev.hpcmcp.model.FileWrite;
import dev.hpcmcp.model.FileWritten;
import dev.hpcmcp.model.Page;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every cluster means by {@link Files}. */
public abstract class FilesContract {
    /** A cluster where both callers' home directories have nothing that starts with "note". */
    protected abstract Files files();

    /** Whether text can be added to the end of a file there. */
    protected boolean appends() {
        return true;
    }

    private FileWritten write(String path, String text) {
        return files().writeFile(Callers.ALICE, new FileWrite(path, text, false, false));
    }

    private FileText read(String path) {
        return files().readFile(Callers.ALICE, new FileRead(path, 1, 500, 20_000));
    }

    private static Failure failure(ThrowingCallable call) {
        HpcException thrown = catchThrowableOfType(HpcException.class, call);
        assertThat(thrown).as("it should fail on purpose").isNotNull();
        return thrown.failure();
    }

    @Test
    void readsBackWhatWasWritten() {
        FileWritten written = write("~/notes/a.txt", "one\n\ntwo & ünï\n");

        FileText text = read("~/notes/a.txt");

        assertThat(written.done()).isEqualTo(FileWritten.Done.CREATED);
        assertThat(written.file().name()).isEqualTo("a.txt");
        assertThat(text.lines()).containsExactly("one", "", "two & ünï");
        assertThat(text.totalLines()).contains(3L);
        assertThat(text.nextLine()).isEmpty();
        assertThat(text.path()).startsWith("/");
        assertThat(read(text.path()).lines()).isEqualTo(text.lines());
    }

    @Test
    void readsOnFromALine() {
        write("~/notes/b.txt", "1\n2\n3\n4\n5\n");

        FileText middle =
                files().readFile(Callers.ALICE, new FileRead("~/notes/b.txt", 2, 2, 20_000));

        assertThat(middle.lines()).containsExactly("2", "3");
        assertThat(middle.firstLine()).isEqualTo(2);
        assertThat(middle.nextLine()).contains(4L);
    }

    @Test
    void leavesAFileAsItIsUnlessToldOtherwise() {
        write("~/notes/c.txt", "first");

        assertThat(failure(() -> write("~/notes/c.txt", "second")))
                .isInstanceOf(Failure.Conflict.class);
        assertThat(read("~/notes/c.txt").lines()).containsExactly("first");

        FileWritten replaced =
                files().writeFile(
                                Callers.ALICE,
                                new FileWrite("~/notes/c.txt", "second", false, true));
        assertThat(replaced.done()).isEqualTo(FileWritten.Done.REPLACED);
        assertThat(read("~/notes/c.txt").lines()).containsExactly("second");
    }

    @Test
    void addsToTheEndOrRefusesTo() {
        write("~/notes/d.txt", "one\n");
        FileWrite more = new FileWrite("~/notes/d.txt", "two\n", true, false);

        if (appends()) {
            assertThat(files().writeFile(Callers.ALICE, more).done())
                    .isEqualTo(FileWritten.Done.APPENDED);
            assertThat(read("~/notes/d.txt").lines()).containsExactly("one", "two");
        } else {
            assertThat(failure(() -> files().writeFile(Callers.ALICE, more)))
                    .isInstanceOf(Failure.NotSupported.class);
            assertThat(read("~/notes/d.txt").lines()).containsExactly("one");
        }
    }

    @Test
    void listsWhatIsThereInPages() {
        write("~/notes/e.txt", "12345");
        write("~/notes/f/g.txt", "1");

        Page<FileEntry> first =
                files().listFiles(Callers.ALICE, new FileQuery("~/notes", 1, Optional.empty()));
        Page<FileEntry> rest =
                files().listFiles(Callers.ALICE, new FileQuery("~/notes", 9, first.nextCursor()));

        assertThat(first.items()).hasSize(1);
        assertThat(first.total()).contains(2);
        assertThat(rest.nextCursor()).isEmpty();
        FileEntry file =
                java.util.stream.Stream.concat(first.items().stream(), rest.items().stream())
                        .filter(entry -> entry.name().equals("e.txt"))
                        .findFirst()
                        .orElseThrow();
        assertThat(file.kind()).isEqualTo(FileEntry.Kind.FILE);
        assertThat(file.sizeBytes()).contains(5L);
        assertThat(file.path()).endsWith("/notes/e.txt");
        FileQuery itself = new FileQuery("~/notes/e.txt", 9, Optional.empty());
        assertThat(files().listFiles(Callers.ALICE, itself).items()).containsExactly(file);
    }

    @Test
    void refusesACursorItNeverGaveOut() {
        FileQuery query = new FileQuery("~", 9, Optional.of("../etc"));
        assertThat(failure(() -> files().listFiles(Callers.ALICE, query)))
                .isInstanceOf(Failure.InvalidInput.class);
    }

    @Test
    void saysWhatIsNotThere() {
        assertThat(failure(() -> read("~/notes/none.txt"))).isInstanceOf(Failure.NotFound.class);
        FileQuery query = new FileQuery("~/none", 9, Optional.empty());
        assertThat(failure(() -> files().listFiles(Callers.ALICE, query)))
                .isInstanceOf(Failure.NotFound.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "~/.ssh/authorized_keys",
                "~/.ssh",
                "~/.bashrc",
                "~/./.netrc",
                "~//.config//ondemand/tokens.json",
                "/home/alice/.config/systemd/user/x.service",
                "/gpfs/other/name/of/home/.SSH/id_rsa",
                "~/.local/bin/ls",
            })
    void whatOpensDoorsIsNeitherReadNorWrittenNorListed(String path) {
        assertThat(failure(() -> read(path))).isInstanceOf(Failure.NotAllowed.class);
        assertThat(failure(() -> write(path, "x"))).isInstanceOf(Failure.NotAllowed.class);
        assertThat(
                        failure(() ->
                                files().listFiles(
                                                Callers.ALICE,
                                                new FileQuery(path, 9, Optional.empty()))))
                .isInstanceOf(Failure.NotAllowed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "notes.txt", "~bob/x", "~/a/../.ssh/x", "~/a\u0000b", "~/a\nb"})
    void refusesWhatIsNoPath(String path) {
        assertThat(failure(() -> read(path))).isInstanceOf(Failure.InvalidInput.class);
        assertThat(failure(() -> write(path, "x"))).isInstanceOf(Failure.InvalidInput.class);
    }

    @Test
    void staysWhereItMayBe() {
        assertThat(failure(() -> read("/etc/passwd"))).isInstanceOf(Failure.NotAllowed.class);
    }

    @Test
    void everybodyHasAHomeOfTheirOwn() {
        write("~/notes/mine.txt", "alice's");

        assertThat(
                        failure(() ->
                                files().readFile(
                                                Callers.BOB,
                                                new FileRead("~/notes/mine.txt", 1, 9, 900))))
                .isInstanceOf(Failure.NotFound.class);
    }
}
