package io.ctcservice.web.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ctcservice.testing.RawConnection;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tests of waiting on a server for two requests and one computation at a time. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "ctc.warm-up=10ms",
            "ctc.overload.max-requests=2",
            "ctc.overload.computations=1",
            "ctc.overload.max-wait=60s"
        })
@Import({LatchedEndpoints.class, WaitingTests.Lingering.class})
final class WaitingTests {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @LocalServerPort
    private int port;

    @Autowired
    private LatchedEndpoints latched;

    @Autowired
    private Lingering lingering;

    @Autowired
    private MeterRegistry registry;

    private final List<RawConnection> connections = new ArrayList<>();

    /** A filter that holds the thread of a request, after its response was written, until the test releases it. */
    @TestConfiguration
    @Order(AdmissionFilter.ORDER + 3)
    static class Lingering extends OncePerRequestFilter {
        private final Semaphore mayGo = new Semaphore(0);

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            chain.doFilter(request, response);
            if (request.getHeader("X-Linger") != null) {
                response.getOutputStream().flush();
                mayGo.acquireUninterruptibly();
            }
        }
    }

    @AfterEach
    void leavesNothingBehind() {
        latched.end(10);
        lingering.mayGo.release();
        connections.forEach(RawConnection::close);
        await().atMost(PATIENCE).until(() -> gauge("used", "requests") == 0 && gauge("used", "computations") == 0);
        latched.endNoMore();
        lingering.mayGo.drainPermits();
    }

    @Test
    void aRequestWaitsForAProcessorAndThenForNone() {
        var first = send("/latched");
        awaitGauge("used", "computations", 1);
        var second = send("/latched");
        awaitGauge("waiting", "computations", 1);
        latched.end(2);

        assertThat(first.answer(PATIENCE).status()).isEqualTo(200);
        assertThat(second.answer(PATIENCE).status()).isEqualTo(200);
    }

    /** The one that computes never ends by itself: what is noticed is noticed while the other waits. */
    @Test
    void aClientThatHangsUpWhileItWaitsIsNoticedThenAndHasNoTurn() {
        double before = hangUps();
        var first = send("/latched");
        awaitGauge("used", "computations", 1);
        try (var second = new RawConnection(port)) {
            second.send(head("/latched") + "\r\n{}");
            awaitGauge("waiting", "computations", 1);
        }
        await().atMost(PATIENCE).until(() -> hangUps() == before + 1);
        assertThat(gauge("used", "computations")).isEqualTo(1);

        latched.end(1); // for the first only
        assertThat(first.answer(PATIENCE).status()).isEqualTo(200);
        awaitGauge("used", "requests", 0);
        assertThat(gauge("used", "computations")).isZero();
    }

    private double hangUps() {
        return registry.get("ctc.cancelled").tag("reason", "hangUp").counter().count();
    }

    @Test
    void aRequestWaitsForAPlaceAndOnlyWhereTooManyWaitIsRefusedAtOnce() {
        for (int request = 0; request < 4; request++) {
            send("/latched");
        }
        awaitGauge("used", "requests", 2);
        awaitGauge("waiting", "requests", 2);

        assertThat(send("/latched").answer(PATIENCE).status()).isEqualTo(503);
        latched.end(4);
        for (var waiting : connections.subList(0, 4)) {
            assertThat(waiting.answer(PATIENCE).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/small", "/large"})
    void aPlaceIsFreeBeforeTheClientCanSeeTheEndOfItsAnswer(String path) {
        var client = connect();
        client.send(head(path) + "X-Linger: please\r\n\r\n{}");
        int size = path.equals("/small") ? LatchedEndpoints.SMALL : LatchedEndpoints.LARGE;
        readAll(client, size);

        assertThat(gauge("used", "requests")).isZero();
    }

    /** Reads an answer of so many zeros, its head before it. */
    private static void readAll(RawConnection client, int size) {
        int zeros = 0;
        while (zeros < size) {
            byte[] some = client.readSome(1 << 16);
            assertThat(some).as("after " + zeros).isNotEmpty();
            for (byte value : some) {
                zeros += value == 0 ? 1 : 0;
            }
        }
    }

    private RawConnection send(String path) {
        var connection = connect();
        connection.send(head(path) + "\r\n{}");
        return connection;
    }

    private static String head(String path) {
        return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
                .formatted(path);
    }

    private RawConnection connect() {
        var connection = new RawConnection(port);
        connections.add(connection);
        return connection;
    }

    private double gauge(String name, String kind) {
        return registry.get("ctc.permits." + name).tag("kind", kind).gauge().value();
    }

    private void awaitGauge(String name, String kind, double count) {
        await().atMost(PATIENCE).until(() -> gauge(name, kind) == count);
    }
}
