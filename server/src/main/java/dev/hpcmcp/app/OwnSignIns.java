package dev.hpcmcp.app;

import dev.hpcmcp.auth.Credential;
import dev.hpcmcp.auth.Credential.Kind;
import dev.hpcmcp.backend.ondemand.OnDemandSettings;
import dev.hpcmcp.backend.ondemand.OnDemandSettings.AppTokenHeader;
import dev.hpcmcp.backend.pivot.PivotSettings;
import dev.hpcmcp.backend.s9s.S9sSettings;
import dev.hpcmcp.backend.skaha.SkahaSettings;
import dev.hpcmcp.backend.slurm.SlurmSettings;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.WebToken;
import dev.hpcmcp.rest.Tls;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a person's credential is to each kind of cluster. */
final class OwnSignIns {
    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}");

    private OwnSignIns() {}

    /** The kinds of credentials that a cluster takes, the usual one first. */
    static List<Kind> taken(ClusterSettings cluster) {
        return switch (cluster) {
            case ClusterSettings.Local _ -> List.of();
            case ClusterSettings.Slurm _ -> List.of(Kind.TOKEN);
            case ClusterSettings.Skaha _ -> List.of(Kind.CERTIFICATE, Kind.TOKEN, Kind.COOKIE);
            case ClusterSettings.S9s _ -> List.of(Kind.TOKEN, Kind.API_KEY);
            case ClusterSettings.OnDemand _ -> List.of(Kind.TOKEN, Kind.COOKIE, Kind.API_KEY);
            case ClusterSettings.Pivot _ -> List.of(Kind.TOKEN, Kind.API_KEY);
        };
    }

    /** When it ends by what it says itself. */
    static Optional<Instant> end(Credential credential) {
        return credential.kind() == Kind.CERTIFICATE
                ? Tls.certificate(credential.secret()).ends()
                : WebToken.end(credential.secret());
    }

    /** Who has no other name there is called as here, if that can be the name of an account. */
    static SlurmSettings.Credential.Token slurm(String cluster, Caller caller, Credential own) {
        String user = own.user().orElse(caller.subject());
        if (!ACCOUNT.matcher(user).matches()) {
            throw new HpcException(
                    new Failure.Conflict(
                            "it is not known whose account on %s this is: the person has to sign in there again, and give the account's name (--login)"
                                    .formatted(cluster)));
        }
        return switch (own.kind()) {
            case TOKEN -> new SlurmSettings.Credential.Token(user, own.secret());
            case API_KEY, COOKIE, CERTIFICATE -> throw notTaken(own);
        };
    }

    static SkahaSettings.SignIn skaha(Credential own) {
        return switch (own.kind()) {
            case TOKEN -> new SkahaSettings.Token(own.secret());
            case COOKIE -> new SkahaSettings.Cookie(own.secret());
            case CERTIFICATE -> new SkahaSettings.Pem(own.secret());
            case API_KEY -> throw notTaken(own);
        };
    }

    static S9sSettings.Account s9s(Credential own) {
        return switch (own.kind()) {
            case TOKEN -> new S9sSettings.Account(own.user(), new S9sSettings.Token(own.secret()));
            case API_KEY ->
                    new S9sSettings.Account(own.user(), new S9sSettings.ApiKey(own.secret()));
            case COOKIE, CERTIFICATE -> throw notTaken(own);
        };
    }

    /** An app token of the site is what is called an API key elsewhere. */
    static OnDemandSettings.SignIn onDemand(AppTokenHeader header, Credential own) {
        return switch (own.kind()) {
            case TOKEN -> OnDemandSettings.SignIn.bearer(own.secret());
            case COOKIE -> OnDemandSettings.SignIn.cookie(own.secret());
            case API_KEY ->
                    OnDemandSettings.SignIn.appToken(own.secret())
                            .withAppToken(own.secret(), header);
            case CERTIFICATE -> throw notTaken(own);
        };
    }

    static PivotSettings.Key pivot(Credential own) {
        return switch (own.kind()) {
            case TOKEN -> PivotSettings.Key.bearer(own.secret());
            case API_KEY -> PivotSettings.Key.apiKey(own.secret());
            case COOKIE, CERTIFICATE -> throw notTaken(own);
        };
    }

    private static IllegalStateException notTaken(Credential own) {
        return new IllegalStateException("this cluster takes no " + own.kind().text());
    }
}
