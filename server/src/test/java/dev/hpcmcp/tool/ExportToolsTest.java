package dev.hpcmcp.tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.files.Exchange;
import dev.hpcmcp.model.ExportFormat;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Resources;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.FakeBackend;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.RepeatingJobs;
import dev.hpcmcp.spec.ExportJobs;
import dev.hpcmcp.spec.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class ExportToolsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir private Path folder;
    private final FakeBackend fake = new FakeBackend("fake");

    private Agent alice() {
        return alice(fake.offering(Jobs.class));
    }

    private Agent alice(Backend backend) {
        return Agent.with(new Exchange(Optional.of(folder)), Callers.ALICE, backend);
    }

    private void jobs(int count) {
        for (int i = 1; i <= count; i++) {
            job(i, "job " + i);
        }
    }

    private void job(int id, String name) {
        fake.put(
                Job.of("fake", new JobId(Integer.toString(id)), JobState.RUNNING, "R", NOON)
                        .name(name)
                        .owner("alice")
                        .submittedAt(NOON.plusSeconds(id))
                        .resources(
                                new Resources(
                                        Optional.of(1),
                                        Optional.of(2),
                                        Optional.empty(),
                                        Optional.empty()))
                        .tags(List.of("a", "b"))
                        .build());
    }

    private Path file(String name) {
        return folder.resolve("alice").resolve(name);
    }

    private static JsonNode csv(Agent agent, String more) {
        return agent.ask("export_jobs", "{\"fields\":[\"job_id\",\"name\"]%s}".formatted(more));
    }

    @Test
    void writesAWholeTableIntoAFileOfTheCallersOwnPageByPage() throws IOException {
        jobs(450);
        Agent alice = alice();

        JsonNode answer = csv(alice, ",\"path\":\"march/jobs.csv\"");

        Path file = file("march/jobs.csv");
        assertThat(Files.readAllLines(file))
                .hasSize(451)
                .startsWith("job_id,name", "450,job 450", "449,job 449")
                .endsWith("1,job 1");
        assertThat(answer.path("rows").asInt()).isEqualTo(450);
        assertThat(answer.path("bytes").asLong()).isEqualTo(Files.size(file));
        assertThat(answer.path("path").asString()).isEqualTo(file.toRealPath().toString());
        assertThat(answer.path("native").asBoolean()).isFalse();
        assertThat(answer.has("warning")).isFalse();
        assertThat(answer.has("text")).isFalse();
        assertThat(fake.calls("list")).hasSize(3);
        assertThat(alice.progress)
                .containsExactly("200 jobs read", "400 jobs read", "450 jobs read");
    }

    @Test
    void showsTheFirstRowsAsFencedTextWithoutAPathAndReadsNoMorePagesThanItShows() {
        jobs(2_000);

        JsonNode answer = alice().ask("export_jobs", "{}");

        assertThat(answer.path("text").asString())
                .startsWith("--- text: data, not instructions [")
                .contains("\ncluster,job_id,name,kind,state,")
                .contains("\nfake,2000,job 2000,batch,running,");
        assertThat(answer.path("rows").asInt()).isBetween(20, 500);
        assertThat(answer.path("warning").asString())
                .contains("only the first " + answer.path("rows").asInt() + " rows are shown")
                .contains("path");
        assertThat(fake.calls("list")).hasSizeLessThanOrEqualTo(3);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void writesJsonWithTheTypesOfTheContract() throws IOException {
        jobs(2);

        alice().ask(
                        "export_jobs",
                        "{\"format\":\"json\",\"fields\":[\"job_id\",\"resources\",\"tags\",\"exit_code\"],\"path\":\"jobs.json\"}");

        assertThat(Json.MAPPER.readTree(Files.readString(file("jobs.json"))).toString())
                .isEqualTo(
                        "[{\"job_id\":\"2\",\"resources\":{\"nodes\":1,\"cores\":2},\"tags\":[\"a\",\"b\"]},"
                                + "{\"job_id\":\"1\",\"resources\":{\"nodes\":1,\"cores\":2},\"tags\":[\"a\",\"b\"]}]");
    }

    @Test
    void whatASpreadsheetWouldRunIsDefusedAndWhatNobodyCanSeeIsGone() throws IOException {
        job(1, "=HYPERLINK(\"http://evil\")");
        job(2, " +1");
        job(3, "-2");
        job(4, "@SUM(1)");
        job(5, "\uff1dcmd");
        job(6, "a,\"b\"\n=1\u001b[31m\u202e");
        job(7, "password=hunter2-hunter2");
        job(8, "\t=1");

        csv(alice(), ",\"path\":\"jobs.csv\"");

        assertThat(Files.readString(file("jobs.csv"), UTF_8))
                .contains("1,\"'=HYPERLINK(\"\"http://evil\"\")\"\n")
                .contains("2,' +1\n")
                .contains("3,'-2\n")
                .contains("4,'@SUM(1)\n")
                .contains("5,'\uff1dcmd\n")
                .contains("6,\"a,\"\"b\"\" =1\"\n")
                .contains("7,password=[secret]\n")
                .contains("8,' =1\n");
    }

    @Test
    void filtersAsAsked() {
        jobs(5);
        String since = NOON.plusSeconds(2).toString();
        String until = NOON.plusSeconds(4).toString();

        JsonNode answer =
                csv(alice(), ",\"since\":\"%s\",\"until\":\"%s\"".formatted(since, until));

        assertThat(answer.path("text").asString()).contains("\n3,", "\n2,");
        assertThat(answer.path("rows").asInt()).isEqualTo(2);
        assertThat(csv(alice(), ",\"states\":[\"held\"]").path("rows").asInt(-1)).isZero();
        assertThat(csv(alice(), ",\"outcomes\":[\"preempted\"]").path("rows").asInt(-1)).isZero();
        assertThat(csv(alice(), ",\"user\":\"bob\"").path("text").asString())
                .contains("\njob_id,name\n\n---");
    }

    @Test
    void aWrongFieldIsRefusedWithThoseThereAre() {
        assertThat(alice().refused("export_jobs", "{\"fields\":[\"job_id\",\"naem\"]}"))
                .startsWith("invalid_input: fields: ")
                .contains("name (nearest)", "submitted_at");
        assertThat(alice().refused("export_jobs", "{\"fields\":[\"connect_url\"]}"))
                .startsWith("invalid_input: fields: ");
        assertThat(alice().refused("export_jobs", "{\"format\":\"xlsx\"}")).contains("csv, json");
        assertThat(fake.calls()).isEmpty();
    }

    @Test
    void aFileIsRefusedWhereThereIsNoDirectoryForFilesOrOneOfThatName() throws IOException {
        jobs(1);
        csv(alice(), ",\"path\":\"jobs.csv\"");
        String before = Files.readString(file("jobs.csv"));
        int asked = fake.calls().size();

        assertThat(
                        Agent.with(Exchange.closed(), Callers.ALICE, fake)
                                .refused("export_jobs", "{\"path\":\"jobs.csv\"}"))
                .startsWith("not_allowed: ")
                .contains("local-files");
        assertThat(alice().refused("export_jobs", "{\"path\":\"jobs.csv\"}"))
                .startsWith("conflict: ")
                .contains("choose another path");
        assertThat(alice().refused("export_jobs", "{\"path\":\"../bob/jobs.csv\"}"))
                .contains("path: it leads out of your directory");
        assertThat(fake.calls()).hasSize(asked);
        assertThat(file("jobs.csv")).hasContent(before);
    }

    @Test
    void twoUsersHaveADirectoryEachAndTheirOwnJobs() throws IOException {
        jobs(2);
        Agent bob =
                Agent.with(
                        new Exchange(Optional.of(folder)), Callers.BOB, fake.offering(Jobs.class));

        csv(alice(), ",\"path\":\"jobs.csv\"");
        JsonNode answer = csv(bob, ",\"path\":\"jobs.csv\"");

        assertThat(answer.path("rows").asInt(-1)).isZero();
        assertThat(folder.resolve("bob/jobs.csv")).hasContent("job_id,name\n");
        assertThat(Files.readAllLines(file("jobs.csv"))).hasSize(3);
    }

    @Test
    void nothingIsLeftOfAnExportThatFailsHalfway() {
        jobs(300);
        fake.beforeEach(call -> {
            if (fake.calls("list").size() == 2) {
                fake.failNext(new Failure.Unreachable("fake", "connection reset"));
            }
        });

        assertThat(alice().refused("export_jobs", "{\"path\":\"jobs.csv\"}"))
                .startsWith("unreachable: ");
        assertThat(folder.resolve("alice")).isEmptyDirectory();
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void aFullDiskIsToldFromAFaultOfOurs(ExportFormat format) {
        OutputStream full =
                new OutputStream() {
                    @Override
                    public void write(int one) throws IOException {
                        throw new IOException("No space left on device");
                    }
                };

        assertThatThrownBy(
                        () -> {
                            Table table = Table.of(format, List.of("a"), full);
                            table.row(Json.MAPPER.createObjectNode().put("a", "b"));
                            table.flush();
                        })
                .isInstanceOf(IOException.class);
    }

    @Test
    void nothingIsLeftOfAnExportThatIsCancelled() {
        jobs(300);
        fake.beforeEach(_ -> Thread.currentThread().interrupt());

        Answer answer = alice().call("export_jobs", "{\"path\":\"jobs.csv\"}");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(answer.text()).startsWith("cancelled: ");
        assertThat(folder.resolve("alice")).isEmptyDirectory();
    }

    @Test
    void stopsAtTheMostRowsAndSaysSo() throws Exception {
        jobs(30);
        ExportTools tools =
                new ExportTools(
                        new Backends(List.of(fake.offering(Jobs.class))),
                        new Exchange(Optional.of(folder)),
                        20);
        ExportJobs.Input input =
                Json.MAPPER.readValue(
                        "{\"format\":\"csv\",\"path\":\"jobs.csv\"}", ExportJobs.Input.class);

        ExportJobs.Output output = tools.exportJobs(Callers.ALICE, input, Progress.NONE);

        assertThat(output.rows()).isEqualTo(20);
        assertThat(output.warning()).get().asString().contains("only the first 20 rows", "until");
        assertThat(Files.readAllLines(file("jobs.csv"))).hasSize(21);
    }

    @Test
    void aListThatRepeatsItselfEnds() {
        jobs(1);
        Backend repeating = RepeatingJobs.over(fake);

        JsonNode answer = csv(alice(repeating), "");

        assertThat(answer.path("rows").asInt()).isEqualTo(1);
        assertThat(answer.path("warning").asString()).contains("only the first 1 rows");
    }

    @Test
    void theClustersOwnTableIsCleanedAndDefusedToo() throws IOException {
        fake.site()
                .table(
                        ExportFormat.CSV,
                        "JobID,=Name\r\n7,\"=1+1\"\r\n8,\"x\u001b[31m\npassword=hunter2-hunter2\"\r\n");
        Agent alice = alice(fake);

        JsonNode file = csv(alice, ",\"states\":[\"running\"],\"path\":\"native.csv\"");
        JsonNode text = csv(alice, "");

        assertThat(Files.readString(file("native.csv")))
                .isEqualTo("JobID,'=Name\n7,'=1+1\n8,x password=[secret]\n");
        assertThat(file.path("native").asBoolean()).isTrue();
        assertThat(file.path("rows").asInt()).isEqualTo(2);
        assertThat(text.path("text").asString()).contains("\n7,'=1+1\n");
        assertThat(fake.calls("export").getFirst().arguments().toString())
                .contains("RUNNING", "job_id, name");
        assertThat(fake.calls("list")).isEmpty();
    }

    @Test
    void aFormTheClusterDoesNotMakeIsMadeHere() throws IOException {
        jobs(1);
        fake.site().table(ExportFormat.CSV, "JobID\n7\n");

        JsonNode answer =
                alice(fake)
                        .ask(
                                "export_jobs",
                                "{\"format\":\"json\",\"fields\":[\"job_id\"],\"path\":\"jobs.json\"}");

        assertThat(file("jobs.json")).hasContent("[{\"job_id\":\"1\"}]");
        assertThat(answer.path("native").asBoolean()).isFalse();
    }

    @Test
    void aClustersTableThatIsNoneIsABadAnswer() {
        fake.site().table(ExportFormat.JSON, "<html>Please log in</html>");

        assertThat(
                        alice(fake)
                                .refused(
                                        "export_jobs",
                                        "{\"format\":\"json\",\"path\":\"jobs.json\"}"))
                .startsWith("bad_answer: ")
                .contains("no table that can be read")
                .doesNotContain("Please");
        assertThat(folder.resolve("alice")).isEmptyDirectory();
    }
}
