package io.ctcservice.api.stream;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.Violation;
import io.ctcservice.codec.json.JsonErrors;
import io.ctcservice.web.overload.ConnectionLock;
import io.ctcservice.web.security.Origins;
import io.ctcservice.web.security.WebSocketAccess;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.tomcat.websocket.Constants;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/**
 * The opening handshake of streams, which makes a WebSocket of an HTTP request or refuses it with a problem document. Stateless.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-4.2">RFC 6455, section 4.2</a>
 */
@Component
final class Handshake {

    /** The time a client has for its part of the closing handshake. */
    private static final long CLOSED_WITHIN_MILLIS = 5000;

    /** How long a pong may wait for a client that does not read: a thread of Tomcat waits with it, which probes need. */
    private static final long PONG_WITHIN_MILLIS = 1000;

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");

    private final OpenStreams streams;
    private final Origins origins;
    private final WebSocketAccess access;

    Handshake(OpenStreams streams, Origins origins, WebSocketAccess access) {
        this.streams = streams;
        this.origins = origins;
        this.access = access;
    }

    /** Makes a WebSocket of the connection of a request. */
    void open(HttpServletRequest request, HttpServletResponse response, Function<StreamMemory.Share, Protocol> protocol)
            throws IOException {
        requireUpgrade(request);
        requireKnownQuery(request);
        origins.require(request);
        var stream = access.isAllowed() ? streams.admit(protocol) : streams.refuse(protocol, needsKey());
        try {
            upgrade(request, response, stream);
        } finally {
            if (response.getStatus() != HttpStatus.SWITCHING_PROTOCOLS.value()) {
                streams.close(stream);
            }
        }
    }

    private void upgrade(HttpServletRequest request, HttpServletResponse response, OpenStream stream)
            throws IOException {
        var container = (ServerContainer) request.getServletContext().getAttribute(ServerContainer.class.getName());
        var endpoint = new StreamEndpoint(streams, stream, ConnectionLock.of(request));
        var config = ServerEndpointConfig.Builder.create(StreamEndpoint.class, request.getRequestURI())
                .configurator(new ServerEndpointConfig.Configurator() {
                    @Override
                    public <T> T getEndpointInstance(Class<T> type) {
                        return type.cast(endpoint);
                    }
                })
                .build();
        config.getUserProperties().put(Constants.SESSION_CLOSE_TIMEOUT_PROPERTY, CLOSED_WITHIN_MILLIS);
        config.getUserProperties().put(Constants.BLOCKING_SEND_TIMEOUT_PROPERTY, PONG_WITHIN_MILLIS);
        try {
            container.upgradeHttpToWebSocket(new WithoutExtensions(request), response, config, Map.of());
        } catch (DeploymentException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void requireUpgrade(HttpServletRequest request) {
        if (!HttpMethod.GET.matches(request.getMethod()) || !WebSocketAccess.isUpgrade(request)) {
            var refusal = refusal(
                    HttpStatus.UPGRADE_REQUIRED, "this is a WebSocket; see /v3/asyncapi for what it understands");
            refusal.getHeaders().set(HttpHeaders.UPGRADE, "websocket");
            throw refusal;
        }
        requireConnection(request);
        requireVersion(request);
        requireKey(request);
    }

    /** Tomcat would say only that something is wrong with a header. */
    private static void requireConnection(HttpServletRequest request) {
        var tokens = Collections.list(request.getHeaders(HttpHeaders.CONNECTION)).stream()
                .flatMap(header -> Stream.of(header.split(",", -1)).map(String::strip))
                .toList();
        if (tokens.stream().noneMatch("upgrade"::equalsIgnoreCase)) {
            throw refusal(
                    HttpStatus.BAD_REQUEST,
                    "Connection: " + JsonErrors.excerpt(String.join(", ", tokens))
                            + "; expected \"Upgrade\", which a proxy in between has to pass on");
        }
    }

    private static void requireVersion(HttpServletRequest request) {
        String version = request.getHeader(Constants.WS_VERSION_HEADER_NAME);
        if (!Constants.WS_VERSION_HEADER_VALUE.equals(version)) {
            var refusal = refusal(
                    HttpStatus.UPGRADE_REQUIRED,
                    Constants.WS_VERSION_HEADER_NAME + ": " + JsonErrors.excerpt(String.valueOf(version))
                            + "; expected " + Constants.WS_VERSION_HEADER_VALUE);
            refusal.getHeaders().set(Constants.WS_VERSION_HEADER_NAME, Constants.WS_VERSION_HEADER_VALUE);
            throw refusal;
        }
    }

    private static void requireKey(HttpServletRequest request) {
        String key = request.getHeader(Constants.WS_KEY_HEADER_NAME);
        if (key == null || !KEY.matcher(key).matches()) {
            throw refusal(
                    HttpStatus.BAD_REQUEST,
                    Constants.WS_KEY_HEADER_NAME + (key == null ? " is missing" : ": " + JsonErrors.excerpt(key))
                            + "; expected 16 bytes in Base64");
        }
    }

    private static ErrorResponseException refusal(HttpStatus status, String detail) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }

    private static void requireKnownQuery(HttpServletRequest request) {
        var unknown = request.getParameterMap().keySet().stream()
                .filter(name -> !name.equals(WebSocketAccess.ACCESS_TOKEN))
                .map(name -> new Violation(
                        "/" + JsonErrors.excerpt(name),
                        "unknown parameter; expected none but " + WebSocketAccess.ACCESS_TOKEN
                                + ": the first message has the fields"))
                .toList();
        if (!unknown.isEmpty()) {
            throw new RefusedRequestException(unknown);
        }
    }

    private static ProblemDetail needsKey() {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.UNAUTHORIZED,
                "an API key is needed, as Authorization: Bearer, as X-API-Key, or in browsers as ?"
                        + WebSocketAccess.ACCESS_TOKEN + "=");
    }

    /** A request that offers no extensions: compression would take more memory for each stream than all the rest. */
    private static final class WithoutExtensions extends HttpServletRequestWrapper {

        private static final String HEADER = Constants.WS_EXTENSIONS_HEADER_NAME.toLowerCase(Locale.ROOT);

        WithoutExtensions(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return name.toLowerCase(Locale.ROOT).equals(HEADER)
                    ? Collections.emptyEnumeration()
                    : super.getHeaders(name);
        }
    }
}
