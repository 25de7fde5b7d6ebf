package dev.hpcmcp.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import dev.hpcmcp.model.LogPage;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.model.LogStream;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogFileTest {
    @TempDir Path directory;
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("out");
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void numbers(int from, int to) throws IOException {
        append(
                IntStream.rangeClosed(from, to)
                        .mapToObj(i -> "line " + i + "\n")
                        .collect(Collectors.joining()));
    }

    private LogPage growing(LogQuery query) throws IOException {
        return new LogFile(file, true, true).read(query);
    }

    private LogPage finished(LogQuery query) throws IOException {
        return new LogFile(file, true, false).read(query);
    }

    private static LogQuery tail(int lines) {
        return LogQuery.tail(LogStream.STDOUT, lines);
    }

    private static LogQuery at(Optional<String> cursor, int lines) {
        assertThat(cursor).isPresent();
        return new LogQuery(LogStream.STDOUT, lines, cursor, Optional.empty(), 0, 20_000);
    }

    private static LogQuery search(
            String pattern, int context, int lines, Optional<String> cursor) {
        return new LogQuery(LogStream.STDOUT, lines, cursor, Optional.of(pattern), context, 20_000);
    }

    @Test
    void readsTheLastLines() throws IOException {
        numbers(1, 10);
        LogPage page = growing(tail(3));
        assertThat(page.lines()).containsExactly("line 8", "line 9", "line 10");
        assertThat(page.firstLine()).contains(8L);
        assertThat(page.totalLines()).contains(10L);
        assertThat(page.truncated()).isFalse();
        assertThat(page.path()).contains(file.toString());
    }

    @Test
    void goesBackThroughAllThatCameBefore() throws IOException {
        numbers(1, 10);
        List<String> all = new ArrayList<>();
        LogPage page = growing(tail(4));
        all.addAll(0, page.lines());
        while (page.previousCursor().isPresent()) {
            page = growing(at(page.previousCursor(), 4));
            all.addAll(0, page.lines());
        }
        assertThat(all).hasSize(10).startsWith("line 1").endsWith("line 10");
        assertThat(page.firstLine()).contains(1L);
    }

    @Test
    void followsWithoutLosingOrRepeatingALine() throws IOException {
        List<String> seen = new ArrayList<>();
        LogPage page = growing(tail(100));
        for (int i = 1; i <= 30; i += 10) {
            numbers(i, i + 9);
            for (int reads = 0; reads < 5; reads++) {
                page = growing(at(page.nextCursor(), 4));
                seen.addAll(page.lines());
            }
        }
        assertThat(seen)
                .hasSize(30)
                .doesNotHaveDuplicates()
                .startsWith("line 1")
                .endsWith("line 30");
    }

    @Test
    void waitsForTheRestOfALineButShowsItAtTheEndOfATail() throws IOException {
        append("one\ntw");
        LogPage page = growing(tail(5));
        assertThat(page.lines()).containsExactly("one", "tw");
        assertThat(growing(at(page.nextCursor(), 5)).lines()).isEmpty();
        append("o\nthree");
        LogPage next = growing(at(page.nextCursor(), 5));
        assertThat(next.lines()).containsExactly("two");
        assertThat(finished(at(next.nextCursor(), 5)).lines()).containsExactly("three");
        assertThat(finished(at(finished(tail(1)).nextCursor(), 5)).lines()).isEmpty();
    }

    @Test
    void isEmptyBeforeAnythingIsPrinted() throws IOException {
        LogPage page = growing(tail(5));
        assertThat(page.lines()).isEmpty();
        append("first\n");
        assertThat(growing(at(page.nextCursor(), 5)).lines()).containsExactly("first");
        assertThat(growing(tail(5)).previousCursor()).isEmpty();
    }

    @Test
    void keepsToItsSizeAndSaysSo() throws IOException {
        numbers(1, 100);
        LogPage page =
                growing(
                        new LogQuery(
                                LogStream.STDOUT, 100, Optional.empty(), Optional.empty(), 0, 200));
        assertThat(page.truncated()).isTrue();
        assertThat(String.join("\n", page.lines()).length()).isLessThanOrEqualTo(200);
        assertThat(page.lines()).endsWith("line 100");
        LogPage first =
                growing(
                        new LogQuery(
                                LogStream.STDOUT,
                                100,
                                Optional.of("stdout:0"),
                                Optional.empty(),
                                0,
                                200));
        assertThat(first.lines()).startsWith("line 1");
        assertThat(growing(at(first.nextCursor(), 1)).lines())
                .containsExactly("line " + (first.lines().size() + 1));
    }

    @Test
    void cutsLongLines() throws IOException {
        append("x".repeat(100_000) + "\nshort\n");
        LogPage page = growing(tail(2));
        assertThat(page.truncated()).isTrue();
        assertThat(page.lines().get(0)).hasSizeLessThan(4_010).startsWith("xxx");
        assertThat(page.lines().get(1)).isEqualTo("short");
    }

    @Test
    void ofALineThatWasDrawnAgainAndAgainTheLastDrawingIsKept() throws IOException {
        StringBuilder bar = new StringBuilder();
        for (int i = 0; i <= 1000; i++) {
            bar.append("\repoch %4d/1000 ".formatted(i)).append("#".repeat(60));
        }
        append(bar + "\nshort\n" + "y".repeat(20_000) + "\rdone\r\n");
        LogPage page = growing(tail(3));
        assertThat(page.lines().get(0)).startsWith("\repoch 1000/1000").hasSizeLessThan(100);
        assertThat(page.lines().get(1)).isEqualTo("short");
        assertThat(page.lines().get(2)).isEqualTo("\rdone");
        assertThat(page.truncated()).isFalse();
        append("z".repeat(20_000) + "\r\n");
        LogPage last = growing(tail(1));
        assertThat(last.lines().getFirst()).startsWith("zzz");
        assertThat(last.truncated()).isTrue();
    }

    @Test
    void replacesWhatIsNotText() throws IOException {
        Files.write(file, new byte[] {'a', (byte) 0xff, (byte) 0xfe, 'b', '\r', '\n', (byte) 0xc3});
        assertThat(finished(tail(5)).lines()).containsExactly("a\ufffd\ufffdb", "\ufffd");
    }

    @Test
    void findsLinesWithThoseAround() throws IOException {
        numbers(1, 30);
        LogPage page = growing(search("line (10|12|20)$", 1, 100, Optional.empty()));
        assertThat(page.lines())
                .containsExactly(
                        "line 9", "line 10", "line 11", "line 12", "line 13", "--", "line 19",
                        "line 20", "line 21");
        assertThat(growing(search("nothing", 1, 100, Optional.empty())).lines()).isEmpty();
    }

    @Test
    void searchesOnWhereItStopped() throws IOException {
        numbers(1, 30);
        LogPage page = growing(search("5$", 0, 2, Optional.empty()));
        assertThat(page.lines()).containsExactly("line 5");
        assertThat(page.truncated()).isTrue();
        LogPage next = growing(search("5$", 0, 10, page.nextCursor()));
        assertThat(next.lines()).containsExactly("line 15", "--", "line 25");
        assertThat(next.truncated()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12",
                "stdout:",
                "stdout:-1",
                "stderr:0",
                "stdout:99999",
                "stdout:9999999999999999999",
                "../x",
                "<3"
            })
    void refusesCursorsItNeverGaveOut(String cursor) throws IOException {
        numbers(1, 3);
        assertThat(refusal(() -> growing(at(Optional.of(cursor), 5))).field()).isEqualTo("cursor");
    }

    @Test
    void refusesABrokenPattern() throws IOException {
        numbers(1, 3);
        assertThat(refusal(() -> growing(search("(", 0, 5, Optional.empty()))).field())
                .isEqualTo("search");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((a{999}){999}){999}",
                "(x+x+)+y{1001}",
                "(((((a{9}){9}){9}){9}){9}){9}",
                "a{1000}{1000}",
                "(?=ahead)",
                "(a)\\1",
                "[z-a]",
                "\\p{Nonsense}"
            })
    void refusesABombOrWhatIsNoPatternInOurWords(String pattern) throws IOException {
        numbers(1, 3);
        Failure.InvalidInput refusal =
                refusal(() -> growing(search(pattern, 0, 5, Optional.empty())));
        assertThat(refusal.field()).isEqualTo("search");
        assertThat(refusal.problem()).contains("RE2").doesNotContain(pattern);
    }

    @Test
    void catastrophicPatternsOfOtherEnginesAreHarmless() throws IOException {
        append(("a".repeat(3_900) + "\n").repeat(50));
        long start = System.nanoTime();
        assertThat(growing(search("(a+)+$b", 0, 5, Optional.empty())).lines()).isEmpty();
        assertThat(growing(search("(a|aa)*(a|aa)*c", 0, 5, Optional.empty())).lines()).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void aLineWithoutEndIsReadInPieces() throws IOException {
        append("x".repeat(3 * 1024 * 1024));
        LogPage page = growing(tail(2));
        assertThat(page.lines()).hasSize(2);
        assertThat(page.truncated()).isTrue();
        assertThat(growing(at(page.previousCursor(), 5)).lines()).hasSize(1);
    }

    private static Failure.InvalidInput refusal(ThrowingCallable call) {
        HpcException thrown = catchThrowableOfType(HpcException.class, call);
        return (Failure.InvalidInput) thrown.failure();
    }

    @Test
    void needsLittleMemoryForAHugeFile() throws IOException {
        long size = 200L * 1024 * 1024;
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(size);
            huge.seek(size);
            huge.write("\nthe end\n".getBytes(StandardCharsets.UTF_8));
        }
        long before = allocated();
        LogPage page = growing(tail(2000));
        assertThat(page.lines()).hasSizeLessThan(10).endsWith("the end");
        assertThat(page.totalLines()).isEmpty();
        LogPage search = growing(search("the end", 2, 10, Optional.empty()));
        assertThat(search.lines()).hasSizeLessThan(3);
        assertThat(allocated() - before).isLessThan(20L * 1024 * 1024);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
