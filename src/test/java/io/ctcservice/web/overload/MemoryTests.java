package io.ctcservice.web.overload;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.Forward;
import io.ctcservice.core.loss.ForwardPass;
import io.ctcservice.testing.ServiceClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Tests of requests that need more memory than there is: they are refused before it is allocated, or answered with 503;
 * and the service continues.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"ctc.limits.max-matrix-bytes=1200B", "ctc.overload.computations=2", "ctc.overload.max-requests=4"
        })
@Import(MemoryTests.Greedy.class)
final class MemoryTests {

    /** An utterance of so many frames makes the process ask for an array that no heap holds. */
    private static final int TOO_MANY = 13;

    private static final int MORE_THAN_PERMITS = 12;

    private final ServiceClient service;

    MemoryTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @TestConfiguration
    static class Greedy {
        @Bean
        static BeanPostProcessor forwardThatNeedsMemory() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof Forward forward ? new NeedingMemory(forward) : bean;
                }
            };
        }
    }

    private record NeedingMemory(Forward forward) implements Forward {

        @Override
        public double logLikelihood(Emissions emissions, ExtendedTarget target) {
            take(emissions);
            return forward.logLikelihood(emissions, target);
        }

        @Override
        public ForwardPass record(Emissions emissions, ExtendedTarget target) {
            take(emissions);
            return forward.record(emissions, target);
        }

        @Override
        public String kernel() {
            return forward.kernel();
        }

        /** What the virtual machine throws for this is what it throws where the heap is full. */
        private static void take(Emissions emissions) {
            if (emissions.frames() == TOO_MANY) {
                assertThat(new double[Integer.MAX_VALUE]).isNotNull();
            }
        }
    }

    private static String utterance(int frames, String more) {
        return "{\"emissions\":[" + nCopies(frames) + "]" + more + "}";
    }

    private static String nCopies(int frames) {
        return String.join(",", Collections.nCopies(frames, "[0,1,2]"));
    }

    static Stream<String> requestsWithoutMemory() {
        String fine = utterance(5, ",\"labels\":[0]");
        String tooMuch = utterance(TOO_MANY, ",\"labels\":[0]");
        return Stream.of(
                "/loss {\"blank\":2,\"utterances\":[" + tooMuch + "]}",
                "/loss {\"blank\":2,\"include\":[\"gradient\"],\"utterances\":[" + tooMuch + "]}",
                "/loss {\"blank\":2,\"utterances\":[" + String.join(",", fine, fine, tooMuch, fine) + "]}",
                "/decode {\"blank\":2,\"utterances\":[" + utterance(TOO_MANY, "") + "]}",
                "/decode {\"blank\":2,\"decoder\":\"beam\",\"utterances\":[" + utterance(TOO_MANY, "") + "]}");
    }

    @ParameterizedTest
    @MethodSource("requestsWithoutMemory")
    void aComputationWithoutMemoryIsAnsweredAndTheServiceGoesOn(String request) {
        String path = request.substring(0, request.indexOf(' '));
        String body = request.substring(request.indexOf(' ') + 1);
        for (int i = 0; i < MORE_THAN_PERMITS; i++) {
            var refused = service.post(path, body);
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(refused.body()).contains("not enough memory").doesNotContain("OutOfMemoryError", "java");
        }
        String smaller = body.replace(nCopies(TOO_MANY), nCopies(TOO_MANY - 1));
        assertThat(service.post(path, smaller).statusCode()).isEqualTo(200);
    }

    @Test
    void theProtocolAnswersInItsOwnForm() {
        String tensor = "{\"inputs\":[{\"name\":\"emissions\",\"datatype\":\"FP32\",\"shape\":[1," + TOO_MANY
                + ",3],\"data\":[" + String.join(",", Collections.nCopies(3 * TOO_MANY, "0"))
                + "]}],\"parameters\":{\"blank\":2}}";
        var refused = service.post("/v2/models/ctc-decode/infer", tensor);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.body()).startsWith("{\"error\":\"").contains("not enough memory");
    }

    /** T = 10 and V = 3: 120 bytes a matrix; U = 2: 5 states, three times 8 bytes a cell, 1200 in all. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "1, gradient, 200",
                "5, `gradient\",\"occupancy`, 200",
                "6, `gradient\",\"occupancy`, 422",
                "10, gradient, 200",
                "11, occupancy, 422",
                "1, lattice, 200",
                "1, `lattice\",\"gradient`, 422",
                "20, bestPath, 200"
            })
    void matricesThatAreTooLargeInAllAreRefusedBeforeTheyAreMade(int utterances, String include, int status) {
        String all = String.join(",", Collections.nCopies(utterances, utterance(10, ",\"labels\":[0,1]")));
        var answer =
                service.post("/loss", "{\"blank\":2,\"include\":[\"" + include + "\"],\"utterances\":[" + all + "]}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        if (status == 422) {
            assertThat(answer.body()).contains("\"/include\"", "expected at most 1200", "ctc.limits.max-matrix-bytes");
        }
    }

    @Test
    void soAreThoseOfAPicture() {
        var answer = service.send(service.request("/loss")
                .header("Content-Type", "application/json")
                .header("Accept", "image/png")
                .POST(BodyPublishers.ofString(
                        "{\"blank\":2,\"utterances\":[" + utterance(11, ",\"labels\":[0,1]") + "]}")));
        assertThat(answer.statusCode()).isEqualTo(422);
    }
}
