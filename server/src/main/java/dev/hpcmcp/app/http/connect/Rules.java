package dev.hpcmcp.app.http.connect;

import dev.hpcmcp.auth.TokenCheck;
import java.time.InstantSource;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.SessionManagementConfigurer.SessionFixationConfigurer;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Who gets through to the page. Strangers may look at it, and are asked to sign in; what changes
 * something needs somebody who did, and a form of ours. The latter holds for signing in, too: else
 * another site could sign people in as somebody else, for whom they would then leave their secret.
 */
final class Rules {
    private Rules() {}

    static void on(HttpSecurity http, ConnectParts parts, Pages pages, Handlers handlers) {
        TokenCheck tokens = parts.tokens();
        InstantSource clock = parts.connecting().clock();
        http.authorizeHttpRequests(requests -> {
            requests.requestMatchers(HttpMethod.GET, Place.ROOT + "**").permitAll();
            requests.anyRequest().authenticated();
        });
        http.authenticationProvider(new TokenSignIn(tokens, new Guesses(clock)));
        http.formLogin(form -> {
            form.loginPage(Place.ROOT + "-");
            form.loginProcessingUrl(Place.every(Place.SIGN_IN));
            form.passwordParameter("token");
            form.successHandler((request, response, _) -> handlers.signedIn(request, response));
            form.failureHandler(handlers::refused);
        });
        http.logout(logout -> {
            logout.logoutRequestMatcher(
                    PathPatternRequestMatcher.pathPattern(
                            HttpMethod.POST, Place.every(Place.SIGN_OUT)));
            logout.logoutSuccessHandler(
                    (request, response, _) -> handlers.signedOut(request, response));
        });
        http.exceptionHandling(trouble -> {
            trouble.authenticationEntryPoint(
                    (request, response, _) -> handlers.stale(request, response));
            trouble.accessDeniedHandler(
                    (request, response, _) -> handlers.stale(request, response));
        });
        // A session that a stranger could have planted ends at sign-in, with all that is in it.
        http.sessionManagement(
                sessions -> sessions.sessionFixation(SessionFixationConfigurer::newSession));
        // Nobody is sent back to a form that they sent before they signed in.
        http.requestCache(AbstractHttpConfigurer::disable);
        http.addFilterBefore(new Courtesy(pages), CsrfFilter.class);
        http.addFilterBefore(new Ending(tokens, clock), CsrfFilter.class);
    }
}
