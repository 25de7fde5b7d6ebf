package dev.hpcmcp.backend.ondemand;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.FileRead;
import dev.hpcmcp.model.FileText;
import dev.hpcmcp.model.FileWrite;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.LogPage;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.model.LogStream;
import dev.hpcmcp.port.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Output and files, where there is no way to a file's end but through all of it. */
class OnDemandLogsTest extends OnDemandFixture {
    private static final JobId ID = new JobId("12345");
    private static final int LIMIT = 10 << 20;

    @BeforeEach
    void aRunningJob() {
        on("GET", "/jobs", json(Answers.file("jobs-as-the-guide-documents-them.json")));
    }

    private void file(String path, long size, byte[] content) {
        on(
                "GET",
                "/files",
                json(
                        "{\"data\":{\"path\":\"%s\",\"name\":\"x\",\"directory\":false,\"size\":%d,\"mode\":33188,\"owner\":\"alice\",\"group\":\"g\",\"mtime\":\"2026-08-01T05:00:00-04:00\"}}"
                                .formatted(path, size)));
        on(
                "GET",
                "/files/content",
                aResponse()
                        .withHeader("Content-Type", "application/octet-stream")
                        .withBody(content));
    }

    private void text(String path, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        file(path, bytes.length, bytes);
    }

    private static LogQuery tail() {
        return LogQuery.tail(LogStream.STDOUT, 2);
    }

    @Test
    void readsTheUsualPlace() {
        text("/home/alice/slurm-12345.out", "<html> is no page here\ntwo\nthree\n");

        LogPage page = site.read(ALICE, ID, tail());

        assertThat(page.lines()).containsExactly("two", "three");
        assertThat(page.path()).contains("/home/alice/slurm-12345.out");
        assertThat(page.totalLines()).contains(3L);
        assertThat(left("GET", "/files").getLast().getUrl())
                .contains("path=%2Fhome%2Falice%2Fslurm-12345.out");
        assertThat(left("GET", "/files/content").getLast().getUrl()).contains("max_size=" + LIMIT);
    }

    @Test
    void readsWhereTheRequestSentItAlsoWhenTheJobIsGone() {
        on("GET", "/jobs", json("{\"data\":[]}"));
        text("/home/alice/run/out-12345.txt", "there\n");
        JobRequest asked =
                JobRequest.ofScript("#!/bin/sh\nx\n")
                        .change()
                        .workingDirectory("~/run")
                        .stdoutPath("out-%j.txt")
                        .build();

        assertThat(site.read(ALICE, ID, tail().ofJobAsked(Optional.of(asked))).lines())
                .containsExactly("there");
        assertThat(left("GET", "/files").getLast().getUrl())
                .contains("path=%2Fhome%2Falice%2Frun%2Fout-12345.txt");
    }

    @Test
    void aTaskHasAFileOfItsOwnAndAnArrayNone() {
        on("GET", "/jobs", json(Answers.file("jobs-of-that-array.json")));
        on("GET", "/jobs/historic", json(Answers.file("history-of-an-array.json")));
        text("/home/alice/slurm-123_4.out", "four\n");

        assertThat(site.read(ALICE, new JobId("123_4"), tail()).lines()).containsExactly("four");
        assertThat(left("GET", "/files").getLast().getUrl()).contains("slurm-123_4.out");
        assertThat(failure(() -> site.read(ALICE, new JobId("123"), tail())).toString())
                .contains("name one of its tasks");
    }

    @Test
    void ofAHugeFileOnlyTheHeadCanBeHadAndTheWayToTheTailIsTold() {
        file(
                "/home/alice/slurm-12345.out",
                34L << 20,
                "first\nneedle\nthi".getBytes(StandardCharsets.UTF_8));

        assertThat(failure(() -> site.read(ALICE, ID, tail())).toString())
                .contains("only the first 10 MiB")
                .contains("submit a job that runs tail on /home/alice/slurm-12345.out");

        LogQuery search =
                new LogQuery(LogStream.STDOUT, 9, Optional.empty(), Optional.of("needle"), 0, 900);
        LogPage found = site.read(ALICE, ID, search);
        assertThat(found.lines()).containsExactly("needle");
        assertThat(found.truncated()).isTrue();
        assertThat(found.totalLines()).isEmpty();

        FileText head = site.readFile(ALICE, new FileRead("~/slurm-12345.out", 1, 9, 900));
        assertThat(head.lines())
                .as("without the line that was cut")
                .containsExactly("first", "needle");
        assertThat(head.notice().orElse("")).contains("tail");
        assertThat(head.totalLines()).isEmpty();
    }

    @Test
    void beforeMaxSizeAHugeFileIsRefusedWithoutFetchingIt() {
        runs(Release.CONTEXT);
        aRunningJob();
        file("/home/alice/slurm-12345.out", 34L << 20, new byte[0]);

        assertThat(failure(() -> site.read(ALICE, ID, tail())))
                .isInstanceOf(Failure.Conflict.class);
        assertThat(left("GET", "/files/content")).isEmpty();
    }

    @Test
    void whatIsNotThereYetIsEmptyAndWhatIsGoneIsToldAsUnknown() {
        on("GET", "/files", error(404, "not_found", "File not found"));
        assertThat(site.read(ALICE, ID, tail()).lines()).isEmpty();

        on("GET", "/jobs", json(Answers.file("jobs-with-both-words-since-v0.3.json")));
        assertThat(failure(() -> site.read(ALICE, new JobId("401"), tail())).toString())
                .contains("not remembered");
    }

    @Test
    void aStartUpFileIsNoOutput() {
        JobRequest asked =
                JobRequest.ofScript("#!/bin/sh\n").change().stdoutPath("~/.ssh/id_rsa").build();

        assertThat(failure(() -> site.read(ALICE, ID, tail().ofJobAsked(Optional.of(asked)))))
                .isInstanceOf(Failure.NotAllowed.class);
    }

    @Test
    void theFirstVersionHasNoOutput() {
        runs(Release.FIRST);

        assertThat(failure(() -> site.read(ALICE, ID, tail())))
                .isInstanceOf(Failure.NotSupported.class);
        assertThat(failure(() -> site.readFile(ALICE, new FileRead("~/a", 1, 9, 900))))
                .isInstanceOf(Failure.NotSupported.class);
    }

    @Test
    void aDirectoryIsNoFile() {
        on(
                "GET",
                "/files",
                json(
                        "{\"data\":[{\"path\":\"/home/alice/run/only\",\"name\":\"only\",\"directory\":false,\"size\":1,\"mode\":33188}]}"));

        assertThat(failure(() -> site.readFile(ALICE, new FileRead("~/run", 1, 9, 900))).toString())
                .contains("is a directory");
        assertThat(
                        failure(() ->
                                        site.writeFile(
                                                ALICE, new FileWrite("~/run", "x", false, true)))
                                .toString())
                .contains("is a directory");
        assertThat(left("PUT", "/files")).isEmpty();
    }

    @Test
    void aLinkToWhatOpensDoorsIsSeenThroughWhereTheSiteTells() {
        text("/home/alice/.ssh/id_rsa", "secret");

        assertThat(failure(() -> site.readFile(ALICE, new FileRead("~/link", 1, 9, 900))))
                .isInstanceOf(Failure.NotAllowed.class);
        assertThat(failure(() -> site.writeFile(ALICE, new FileWrite("~/link", "x", false, true))))
                .isInstanceOf(Failure.NotAllowed.class);
        assertThat(left("GET", "/files/content")).isEmpty();
        assertThat(left("PUT", "/files")).isEmpty();
    }

    @Test
    void aFileIsReadThroughALinkOfAnotherName() {
        text("/home/alice/run7.log", "seven\n");

        assertThat(site.readFile(ALICE, new FileRead("~/latest", 1, 9, 900)).lines())
                .containsExactly("seven");
    }

    @Test
    void addingToAFileIsRefusedWhereItWouldReplaceIt() {
        runs(Release.CAPACITY);

        assertThat(failure(() -> site.writeFile(ALICE, new FileWrite("~/a", "x", true, false))))
                .isInstanceOf(Failure.NotSupported.class);
        assertThat(left("PUT", "/files")).isEmpty();
    }

    @Test
    void writesTheTextItselfUnderAnHonestLookingType() {
        on("GET", "/files", error(404, "not_found", "x"));
        on("PUT", "/files", json("{\"data\":{\"path\":\"/home/alice/a b&c.txt\",\"size\":3}}"));

        site.writeFile(ALICE, new FileWrite("~/a b&c.txt", "a=1", false, false));

        var put = left("PUT", "/files").getLast();
        assertThat(put.getBodyAsString()).isEqualTo("a=1");
        assertThat(put.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(put.getUrl()).endsWith("?path=%2Fhome%2Falice%2Fa%20b%26c.txt");
    }
}
