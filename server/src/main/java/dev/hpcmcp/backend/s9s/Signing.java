package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.backend.s9s.S9sSettings.Account;
import dev.hpcmcp.backend.s9s.S9sSettings.ApiKey;
import dev.hpcmcp.backend.s9s.S9sSettings.Client;
import dev.hpcmcp.backend.s9s.S9sSettings.Token;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.rest.Call;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Signs what leaves. Every request goes through {@link #signed}. */
final class Signing {
    private final Function<Caller, Account> accounts;
    private final Function<Client, ClientToken> tokens;
    private final Map<Client, ClientToken> clients = new ConcurrentHashMap<>();

    Signing(Function<Caller, Account> accounts, Function<Client, ClientToken> tokens) {
        this.accounts = accounts;
        this.tokens = tokens;
    }

    Account account(Caller caller) {
        return accounts.apply(caller);
    }

    Call signed(Caller caller, Call unsigned) {
        Call call = unsigned.madeIn(caller);
        return switch (account(caller).credential()) {
            case Token(var token) -> call.bearer(token);
            case ApiKey(var key) -> call.header("X-API-Key", key);
            case Client client -> call.bearer(token(client).current());
        };
    }

    /** After a refusal: whether there is something newer to sign with. */
    boolean renew(Caller caller) {
        if (account(caller).credential() instanceof Client client) {
            token(client).forget();
            return true;
        }
        return false;
    }

    private ClientToken token(Client client) {
        return clients.computeIfAbsent(client, tokens);
    }
}
