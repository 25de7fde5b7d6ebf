package dev.hpcmcp.model;

import java.util.Optional;

/** An interactive session to start. */
public record SessionRequest(
        @Doc(value = "Short name to find it by", max = 200) Optional<String> name,
        @Doc("Image id from fetch_images") String image,
        @Doc("What to open") Type type,
        @Doc(value = "Cores", min = 1) Optional<Integer> cores,
        @Doc(value = "Memory, GB", min = 0) Optional<Double> memoryGb,
        @Doc(value = "GPUs", min = 0) Optional<Integer> gpus,
        @Doc(value = "Your own id: a retry with it never launches twice", max = 128)
                Optional<String> requestId,
        @Doc("For desktop_app: the running desktop") Optional<JobId> desktopId) {
    public SessionRequest withRequestId(Optional<String> other) {
        return new SessionRequest(name, image, type, cores, memoryGb, gpus, other, desktopId);
    }

    /** What opens in the browser. */
    public enum Type {
        NOTEBOOK,
        DESKTOP,
        CARTA,
        CONTRIBUTED,
        FIREFLY,
        /** A program in a desktop that runs already. */
        DESKTOP_APP;

        public JobKind kind() {
            return JobKind.valueOf(name());
        }
    }
}
