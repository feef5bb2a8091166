package io.ctcservice.web.warmup;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The requests that the service makes to itself, known by a secret of this process that ends with the warm-up. They need no
 * API key, take no permits, and are neither measured nor in the access log. Thread-safe.
 */
@Component
public final class OwnRequests {

    /** The header with the secret. */
    static final String HEADER = "X-Ctc-Warm-Up";

    /** The request attribute that marks them, once their secret has been looked at. */
    static final String MARK = OwnRequests.class.getName();

    private static final int SECRET_BYTES = 32;

    private final AtomicInteger others = new AtomicInteger();
    private volatile @Nullable String secret = secret();

    private static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Returns whether the service made this request itself. */
    public static boolean include(HttpServletRequest request) {
        return request.getAttribute(MARK) != null;
    }

    /** Returns the value of {@link #HEADER}; null after the end. */
    @Nullable
    String value() {
        return secret;
    }

    /** Forgets the secret: no request is one of these any more. */
    public void end() {
        secret = null;
    }

    /** Notes a request of a client, while the warm-up goes on. Probes and scrapes are none: they come all the time. */
    public void noteOther() {
        if (secret != null) {
            others.incrementAndGet();
        }
    }

    /** Returns the number of requests of clients since the last call. */
    int takeOthers() {
        return others.getAndSet(0);
    }

    /** Returns whether this is the secret. Takes as long for a wrong one as for the right one. */
    boolean isSecret(@Nullable String value) {
        var expected = secret;
        return expected != null
                && value != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }
}
