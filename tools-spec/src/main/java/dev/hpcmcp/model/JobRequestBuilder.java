package dev.hpcmcp.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says a request one wish at a time; what is not said is left to the cluster. */
public final class JobRequestBuilder {
    private Optional<String> name = Optional.empty();
    private Optional<String> script = Optional.empty();
    private List<String> command = List.of();
    private Optional<String> image = Optional.empty();
    private Optional<String> workingDirectory = Optional.empty();
    private Optional<String> queue = Optional.empty();
    private Optional<String> project = Optional.empty();
    private Optional<String> qos = Optional.empty();
    private Optional<Long> wallTimeSeconds = Optional.empty();
    private Optional<Integer> nodes = Optional.empty();
    private Optional<Integer> tasks = Optional.empty();
    private Optional<Integer> cores = Optional.empty();
    private Optional<Double> memoryGb = Optional.empty();
    private Optional<Integer> gpus = Optional.empty();
    private Map<String, String> environment = Map.of();
    private Optional<String> array = Optional.empty();
    private Optional<Integer> replicas = Optional.empty();
    private List<After> after = List.of();
    private Optional<String> stdoutPath = Optional.empty();
    private Optional<String> stderrPath = Optional.empty();
    private Optional<Boolean> hold = Optional.empty();
    private List<String> nativeOptions = List.of();
    private Optional<String> requestId = Optional.empty();

    public JobRequestBuilder() {}

    JobRequestBuilder(JobRequest request) {
        this.name = request.name();
        this.script = request.script();
        this.command = request.command();
        this.image = request.image();
        this.workingDirectory = request.workingDirectory();
        this.queue = request.queue();
        this.project = request.project();
        this.qos = request.qos();
        this.wallTimeSeconds = request.wallTimeSeconds();
        this.nodes = request.nodes();
        this.tasks = request.tasks();
        this.cores = request.cores();
        this.memoryGb = request.memoryGb();
        this.gpus = request.gpus();
        this.environment = request.environment();
        this.array = request.array();
        this.replicas = request.replicas();
        this.after = request.after();
        this.stdoutPath = request.stdoutPath();
        this.stderrPath = request.stderrPath();
        this.hold = request.hold();
        this.nativeOptions = request.nativeOptions();
        this.requestId = request.requestId();
    }

    public JobRequestBuilder name(String name) {
        this.name = Optional.of(name);
        return this;
    }

    public JobRequestBuilder script(String script) {
        this.script = Optional.of(script);
        return this;
    }

    public JobRequestBuilder command(List<String> command) {
        this.command = command;
        return this;
    }

    public JobRequestBuilder image(String image) {
        this.image = Optional.of(image);
        return this;
    }

    public JobRequestBuilder workingDirectory(String workingDirectory) {
        this.workingDirectory = Optional.of(workingDirectory);
        return this;
    }

    public JobRequestBuilder queue(String queue) {
        this.queue = Optional.of(queue);
        return this;
    }

    public JobRequestBuilder project(String project) {
        this.project = Optional.of(project);
        return this;
    }

    public JobRequestBuilder qos(String qos) {
        this.qos = Optional.of(qos);
        return this;
    }

    public JobRequestBuilder wallTimeSeconds(long wallTimeSeconds) {
        this.wallTimeSeconds = Optional.of(wallTimeSeconds);
        return this;
    }

    public JobRequestBuilder nodes(int nodes) {
        this.nodes = Optional.of(nodes);
        return this;
    }

    public JobRequestBuilder tasks(int tasks) {
        this.tasks = Optional.of(tasks);
        return this;
    }

    public JobRequestBuilder cores(int cores) {
        this.cores = Optional.of(cores);
        return this;
    }

    public JobRequestBuilder memoryGb(double memoryGb) {
        this.memoryGb = Optional.of(memoryGb);
        return this;
    }

    public JobRequestBuilder gpus(int gpus) {
        this.gpus = Optional.of(gpus);
        return this;
    }

    public JobRequestBuilder environment(Map<String, String> environment) {
        this.environment = environment;
        return this;
    }

    public JobRequestBuilder array(String array) {
        this.array = Optional.of(array);
        return this;
    }

    public JobRequestBuilder replicas(int replicas) {
        this.replicas = Optional.of(replicas);
        return this;
    }

    public JobRequestBuilder after(List<After> after) {
        this.after = after;
        return this;
    }

    public JobRequestBuilder stdoutPath(String stdoutPath) {
        this.stdoutPath = Optional.of(stdoutPath);
        return this;
    }

    public JobRequestBuilder stderrPath(String stderrPath) {
        this.stderrPath = Optional.of(stderrPath);
        return this;
    }

    public JobRequestBuilder hold(boolean hold) {
        this.hold = Optional.of(hold);
        return this;
    }

    public JobRequestBuilder nativeOptions(List<String> nativeOptions) {
        this.nativeOptions = nativeOptions;
        return this;
    }

    /** One request instead of many copies. */
    public JobRequestBuilder withoutReplicas() {
        this.replicas = Optional.empty();
        return this;
    }

    public JobRequestBuilder requestId(Optional<String> requestId) {
        this.requestId = requestId;
        return this;
    }

    public JobRequest build() {
        return new JobRequest(
                name,
                script,
                command,
                image,
                workingDirectory,
                queue,
                project,
                qos,
                wallTimeSeconds,
                nodes,
                tasks,
                cores,
                memoryGb,
                gpus,
                environment,
                array,
                replicas,
                after,
                stdoutPath,
                stderrPath,
                hold,
                nativeOptions,
                requestId);
    }
}
