package dev.hpcmcp.app.http.connect;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * What browsers are told of the page; no caching, no sniffing and, behind https, HSTS are Spring's
 * own.
 */
final class Headers {
    private Headers() {}

    static void on(HttpSecurity http, Pages pages) {
        http.headers(headers -> {
            headers.contentSecurityPolicy(it -> it.policyDirectives(pages.policy()));
            headers.frameOptions(FrameOptionsConfig::deny);
            headers.referrerPolicy(it -> it.policy(ReferrerPolicy.NO_REFERRER));
            headers.crossOriginOpenerPolicy(it -> it.policy(CrossOriginOpenerPolicy.SAME_ORIGIN));
            headers.crossOriginResourcePolicy(
                    it -> it.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
            // The other services of the host are none of our business.
            headers.httpStrictTransportSecurity(it -> it.includeSubDomains(false));
        });
    }
}
