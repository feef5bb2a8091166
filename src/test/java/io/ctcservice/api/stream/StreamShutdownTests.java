package io.ctcservice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.StreamClient;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.annotation.DirtiesContext;

/** Tests of streams that are open when the server is shut down or their time is over. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"ctc.warm-up=10ms", "ctc.stream.max-time=4s"})
@DirtiesContext
final class StreamShutdownTests {

    private static final String START = "{\"type\":\"start\",\"vocabulary\":[\"a\",\"_\"],\"blank\":1,\"classes\":2,"
            + "\"dtype\":\"float32\",\"scores\":\"logits\"}";

    private final int port;
    private final ConfigurableApplicationContext context;

    StreamShutdownTests(@LocalServerPort int port, ConfigurableApplicationContext context) {
        this.port = port;
        this.context = context;
    }

    @Test
    void streamsEndWithWhatTheyHaveHeard() throws IOException {
        var tooLong = new StreamClient(port, "/stream").say(START).say(StreamClient.floats(9, 0));
        assertThat(tooLong.hearWhole().get("reason").asString()).isEqualTo("time");
        assertThat(tooLong.hear().get("detail").asString()).contains("ctc.stream.max-time");
        assertThat(tooLong.closed().code()).isEqualTo(1008);

        var stream = new StreamClient(port, "/stream").say(START).say(StreamClient.floats(9, 0));
        stream.hear();
        context.close();
        var last = stream.hear();

        assertThat(last.get("reason").asString()).isEqualTo("shutdown");
        assertThat(last.get("text").asString()).isEqualTo("a");
        assertThat(stream.closed().code()).isEqualTo(1001);
    }
}
