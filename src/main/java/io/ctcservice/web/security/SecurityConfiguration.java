package io.ctcservice.web.security;

import io.ctcservice.codec.json.JsonErrors;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * The security settings: API keys if some are configured, strict headers always. There are no sessions, cookies or
 * forms.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Access.class)
class SecurityConfiguration {

    private static final String NOTHING_BUT_OURS = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'";

    /** The content security policy of Swagger UI, which sets styles on single elements. */
    private static final String SWAGGER_UI =
            NOTHING_BUT_OURS.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

    /** The paths that a browser needs to show a page that asks for the key. */
    private static final String[] PAGES = {
        "/",
        "/index.html",
        "/listen.html",
        "/favicon.ico", // missing, but browsers request it all the same
        "/favicon.svg",
        "/css/**",
        "/js/**",
        "/samples/**",
        "/swagger-ui.html",
        "/swagger-ui/**",
        "/v3/api-docs/**",
        "/v3/api-docs.yaml",
        "/v3/asyncapi"
    };

    /** What two servers in a row may take for different paths. */
    private static final Pattern AMBIGUOUS =
            Pattern.compile("//|;|\\\\|/\\.|[^ -~]|%(?:2[ef5]|3b|5c|[01][0-9a-f]|7f)", Pattern.CASE_INSENSITIVE);

    /** The response headers that a page of an allowed origin may read. */
    private static final List<String> EXPOSED = List.of(
            "Content-Disposition",
            "Content-Length",
            "Inference-Header-Content-Length",
            "Retry-After",
            "WWW-Authenticate",
            "X-Ctc-Warnings",
            "X-Request-Id");

    private final HandlerExceptionResolver resolver;

    SecurityConfiguration(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver resolver) {
        this.resolver = resolver;
    }

    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http, Access access, ListeningAddresses addresses, ManagementPaths management) {
        var keys = ApiKeys.of(access);
        http.csrf(AbstractHttpConfigurer::disable) // there is no cookie that a foreign page could misuse
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(SecurityConfiguration::harden)
                .cors(AbstractHttpConfigurer::disable) // for the filter below
                .addFilter(cors(access.allowedOrigins()))
                .addFilterBefore(new ApiKeyFilter(keys), AuthorizationFilter.class)
                .exceptionHandling(handling -> handling.authenticationEntryPoint(askForAKey()))
                .authorizeHttpRequests(requests -> authorize(requests, keys, management));
        if (keys.isEmpty()) {
            var hosts = new KnownHosts(access.allowedHosts());
            http.addFilterBefore(new HostFilter(hosts, addresses::isLoopback, resolver), CorsFilter.class);
        }
        return http.build();
    }

    private static void authorize(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests,
            ApiKeys keys,
            ManagementPaths management) {
        requests.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
        requests.requestMatchers(management::areOfHealth).permitAll();
        if (keys.isEmpty()) {
            requests.anyRequest().permitAll();
        } else {
            requests.requestMatchers(HttpMethod.GET, PAGES).permitAll();
            requests.requestMatchers(HttpMethod.HEAD, PAGES).permitAll();
            requests.requestMatchers(WebSocketAccess::isHandshake).permitAll(); // they ask for the key themselves
            requests.anyRequest().authenticated();
        }
    }

    /** No observation of each filter with each request, nor the decoration that makes them. */
    @Bean
    SecurityObservationSettings securityObservationSettings() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    HttpFirewall httpFirewall() {
        return new ModelNameFirewall();
    }

    /** Refusals of the firewall become problem documents like all others. */
    @Bean
    RequestRejectedHandler requestRejectedHandler() {
        return (request, response, rejected) -> {
            String uri = request.getRequestURI();
            String detail = AMBIGUOUS.matcher(uri).find()
                    ? JsonErrors.excerpt(uri)
                            + "; expected a path with single slashes, without \";\", backslashes, dots as steps, or"
                            + " encoded slashes"
                    : "a header or parameter with characters that are not allowed there";
            var problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail);
            resolver.resolveException(
                    request, response, null, new ErrorResponseException(HttpStatus.BAD_REQUEST, problem, rejected));
        };
    }

    private static void harden(HeadersConfigurer<HttpSecurity> headers) {
        headers.addHeaderWriter(contentSecurityPolicy())
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
    }

    private static HeaderWriter contentSecurityPolicy() {
        return (request, response) -> response.setHeader(
                "Content-Security-Policy",
                request.getRequestURI().contains("/swagger-ui/") ? SWAGGER_UI : NOTHING_BUT_OURS);
    }

    private static AuthenticationEntryPoint askForAKey() {
        return (request, response, exception) -> {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        };
    }

    private CorsFilter cors(List<String> allowedOrigins) {
        var source = new UrlBasedCorsConfigurationSource();
        if (!allowedOrigins.isEmpty()) {
            var cors = new CorsConfiguration();
            cors.setAllowedOrigins(allowedOrigins);
            cors.setAllowedMethods(List.of("GET", "HEAD", "POST"));
            cors.setAllowedHeaders(List.of("*"));
            cors.setExposedHeaders(EXPOSED);
            source.registerCorsConfiguration("/**", cors);
        }
        var filter = new CorsFilter(source);
        filter.setCorsProcessor(new ProblemCorsProcessor(resolver));
        return filter;
    }
}
