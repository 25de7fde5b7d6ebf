package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Call;
import dev.hpcmcp.rest.Reply;
import dev.hpcmcp.rest.Rest;
import dev.hpcmcp.rest.Streamed;
import java.io.OutputStream;
import java.util.function.Function;

/**
 * The one way out to the gateway: signs, keeps to its budget, and knows what its answers mean.
 * Whatever it sends a second time was refused the first time, or changes nothing.
 */
final class Door {
    private final String cluster;
    private final Rest rest;
    private final Signing signing;
    private final Budget budget;
    private final Lacks lacks;

    Door(String cluster, Rest rest, Signing signing, Budget budget, Lacks lacks) {
        this.cluster = cluster;
        this.rest = rest;
        this.signing = signing;
        this.budget = budget;
        this.lacks = lacks;
    }

    Reply send(Caller caller, Errand errand) {
        return go(caller, errand, rest::send);
    }

    Streamed stream(Caller caller, Errand errand, OutputStream sink) {
        return go(caller, errand, call -> rest.stream(call, sink));
    }

    private <T> T go(Caller caller, Errand errand, Function<Call, T> way) {
        lacks.mustHave(errand.feature());
        budget.await();
        Call signed = signing.signed(caller, errand.call());
        try {
            return way.apply(judged(signed, errand));
        } catch (HpcException e) {
            if (!isWorthAnother(caller, errand, e.failure())) {
                throw e;
            }
        }
        budget.await();
        return way.apply(judged(signing.signed(caller, errand.call()), errand));
    }

    private boolean isWorthAnother(Caller caller, Errand errand, Failure failure) {
        return switch (failure) {
            case Failure.SignInNeeded _ -> signing.renew(caller);
            case Failure.Busy _ -> budget.isRefused();
            case Failure.BadAnswer bad -> bad.status() == 500 && !errand.changes();
            default -> false;
        };
    }

    private Call judged(Call call, Errand errand) {
        return call.judgedBy(new Verdict(cluster, errand, budget, lacks));
    }
}
