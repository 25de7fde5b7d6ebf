package dev.hpcmcp.tool;

import dev.hpcmcp.spec.DiagnoseJob.Confidence;
import java.util.List;
import java.util.regex.Pattern;

/** A line that programs print when something well known is wrong, and what to do about it. */
record Symptom(Pattern line, String cause, Confidence confidence, String advice) {
    /** The more telling first. */
    static final List<Symptom> KNOWN =
            List.of(
                    of(
                            "CUDA out of memory|CUDA_ERROR_OUT_OF_MEMORY",
                            "The GPU ran out of memory.",
                            Confidence.HIGH,
                            "Use a smaller batch, or a GPU with more memory."),
                    of(
                            "MemoryError|std::bad_alloc|OutOfMemoryError|Cannot allocate memory|oom-kill|Out Of Memory",
                            "It ran out of memory.",
                            Confidence.HIGH,
                            "Ask for more memory_gb, or work on less data at a time."),
                    of(
                            "No space left on device|Disk quota exceeded",
                            "The disk, or the quota on it, is full.",
                            Confidence.HIGH,
                            "Free space, or write to another working_directory."),
                    of(
                            "ModuleNotFoundError|ImportError: No module",
                            "A Python module is missing.",
                            Confidence.HIGH,
                            "Load or install the module in the script, or choose an image that has it."),
                    of(
                            "command not found|: not found|executable file not found",
                            "A program that the script calls is not there.",
                            Confidence.HIGH,
                            "Check its name, load its module, or give its full path."),
                    of(
                            "error while loading shared libraries",
                            "A shared library is missing.",
                            Confidence.HIGH,
                            "Load the module that brings the library, or set LD_LIBRARY_PATH in environment."),
                    of(
                            "Permission denied",
                            "Something it needed may not be read, written or run.",
                            Confidence.MEDIUM,
                            "Check who owns the file named in the evidence, and its mode."),
                    of(
                            "No such file or directory|FileNotFoundError",
                            "A file it needed is not there.",
                            Confidence.MEDIUM,
                            "Check the path, and working_directory: relative paths start there."),
                    of(
                            "Connection refused|Could not resolve host|Temporary failure in name resolution"
                                    + "|Network is unreachable",
                            "It could not reach another machine.",
                            Confidence.MEDIUM,
                            "Compute nodes often have no internet: fetch data beforehand."),
                    of(
                            "Segmentation fault|SIGSEGV",
                            "The program crashed on a wrong memory access.",
                            Confidence.MEDIUM,
                            "Run it on a small input with a debugger, or try another build of it."));

    private static Symptom of(String line, String cause, Confidence confidence, String advice) {
        return new Symptom(Pattern.compile(line), cause, confidence, advice);
    }
}
