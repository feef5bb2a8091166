package io.ctcservice.web.overload;

import io.ctcservice.core.Cancellation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Endpoints whose computation takes as long as the test wants, and whose response no buffer can hold. */
@TestConfiguration
@RestController
class LatchedEndpoints {
    static final int LARGE = 24 << 20;
    static final int SMALL = 100;

    private final Semaphore mayEnd = new Semaphore(0);
    private final Computations computations;

    LatchedEndpoints(Computations computations) {
        this.computations = computations;
    }

    @PostMapping("/latched")
    Map<String, String> compute(@RequestBody Map<String, String> body) throws InterruptedException {
        mayEnd.acquire();
        return body;
    }

    /** Computes until it is cancelled, of a request without a body. */
    @GetMapping("/endless")
    String endless(HttpServletRequest request) {
        return computations.run(request, () -> {
            while (true) {
                Cancellation.check();
                Thread.onSpinWait();
            }
        });
    }

    /** Reads its body itself, computes in two turns, one of them within another, and says between what it is at. */
    @PostMapping("/pieces")
    void pieces(HttpServletRequest request, HttpServletResponse response) throws IOException, InterruptedException {
        var body = request.getInputStream().readAllBytes();
        for (byte piece : body) {
            computations.<Boolean, InterruptedException>run(
                    request,
                    () -> computations.<Boolean, InterruptedException>run(request, () -> {
                        mayEnd.acquire();
                        return true;
                    }));
            response.getOutputStream().write(piece);
            response.getOutputStream().flush();
        }
    }

    /** Far more than the buffers of both sides hold. */
    @PostMapping("/large")
    byte[] large(@RequestBody Map<String, String> body) {
        return new byte[LARGE];
    }

    @PostMapping("/small")
    byte[] small(@RequestBody Map<String, String> body) {
        return new byte[SMALL];
    }

    /** The system's buffers are small, so that what is written is soon what is read. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> smallBuffers() {
        return tomcat -> tomcat.addConnectorCustomizers(
                connector -> connector.setProperty("socket.txBufSize", Integer.toString(8192)));
    }

    /** Lets this many computations end. */
    void end(int computations) {
        mayEnd.release(computations);
    }

    /** Takes back the permissions to end that were not used. */
    void endNoMore() {
        mayEnd.drainPermits();
    }
}
