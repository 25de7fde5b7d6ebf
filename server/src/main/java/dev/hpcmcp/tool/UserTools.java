package dev.hpcmcp.tool;

import dev.hpcmcp.model.User;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Users;
import dev.hpcmcp.spec.ListUsers;
import java.util.List;

/** Shows who has an account. */
final class UserTools {
    private final Backends backends;

    UserTools(Backends backends) {
        this.backends = backends;
    }

    ListUsers.Output listUsers(Caller caller, ListUsers.Input input) {
        Served<Users> served = backends.serving(caller, input.cluster(), Users.class);
        List<User> users = served.port().users(caller, input.user());
        return new ListUsers.Output(Fit.first(users), users.size());
    }
}
