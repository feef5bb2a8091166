package io.ctcservice.system.overload;

import java.util.Map;
import java.util.concurrent.Semaphore;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A computation that takes as long as the test likes, and an answer that no buffer holds. */
@TestConfiguration
@RestController
class Latched {
    private final Semaphore mayEnd = new Semaphore(0);

    @PostMapping("/latched")
    Map<String, String> compute(@RequestBody Map<String, String> body) throws InterruptedException {
        mayEnd.acquire();
        return body;
    }

    /** Far more than the buffers of both sides hold. */
    @PostMapping("/large")
    byte[] large(@RequestBody Map<String, String> body) {
        return new byte[24 << 20];
    }

    /** The system's buffers are small, so that what is written is soon what is read. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> smallBuffers() {
        return tomcat -> tomcat.addConnectorCustomizers(
                connector -> connector.setProperty("socket.txBufSize", Integer.toString(8192)));
    }

    /** Lets so many computations end. */
    void end(int computations) {
        mayEnd.release(computations);
    }

    /** Takes back what was let and not used. */
    void endNoMore() {
        mayEnd.drainPermits();
    }
}
