package dev.hpcmcp.port;

import dev.hpcmcp.model.User;
import java.util.List;
import java.util.Optional;

/** The people with an account on a cluster. */
public interface Users {
    /** All of them, or the one of this name. */
    List<User> users(Caller caller, Optional<String> name);
}
