package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.port.Failure;
import java.util.Optional;

/** Why Slurm refuses a job, as the field to change. */
final class SubmitErrors {
    private SubmitErrors() {}

    static Failure failure(String cluster, int number) {
        return switch (number) {
            case Errors.BAD_QUEUE ->
                    input("queue", "there is no such queue; get_cluster lists them");
            case Errors.DENIED ->
                    new Failure.NotAllowed(
                            "submitting this job: " + cluster + " refuses it to this user",
                            Optional.empty());
            case 2009 -> input("script", "Slurm misses the script");
            case 2012 -> input("script", "it is larger than the cluster accepts");
            case 2014, Errors.CANNOT_RUN_NOW ->
                    input("nodes", "no nodes of this queue have what the job asks for");
            case 2029 -> input("native", "no node has this feature");
            case 2038 -> input("after", "Slurm cannot read the dependency");
            case 2045 -> input("project", "this user has no such project");
            case 2048 -> input("native", "there is no such licence");
            case 2051 -> input("wall_time_seconds", "it is more than the queue allows");
            case 2053 -> input("native", "there is no such reservation");
            case 2063 -> input("working_directory", "Slurm needs a directory to run in");
            case 2066 -> input("qos", "there is no such quality of service");
            case 2081 -> input("array", "Slurm refuses these task indices");
            default ->
                    input("request", "Slurm refuses this job as it is (its error " + number + ")");
        };
    }

    private static Failure input(String field, String problem) {
        return new Failure.InvalidInput(field, problem, Optional.empty());
    }
}
