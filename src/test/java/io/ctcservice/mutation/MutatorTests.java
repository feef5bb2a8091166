package io.ctcservice.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class MutatorTests {

    private final Dictionary dictionary;

    MutatorTests() throws IOException {
        dictionary = new Dictionary(ServiceClient.json(Files.readString(Path.of("src/docs/openapi.json"))));
    }

    @Test
    void aNumberAlwaysMakesTheSameRequest() {
        assertThat(LongStream.range(0, 300)
                        .mapToObj(number -> mutator().mutant(number).text()))
                .containsExactlyElementsOf(LongStream.range(0, 300)
                        .mapToObj(mutator()::mutant)
                        .map(Mutant::text)
                        .toList());
    }

    @Test
    void nearlyAllRequestsDiffer() {
        var mutator = mutator();

        assertThat(LongStream.range(0, 1000)
                        .mapToObj(number -> mutator.mutant(number).text())
                        .distinct()
                        .count())
                .isGreaterThan(900);
    }

    private Mutator mutator() {
        return new Mutator(Seeds.all(), dictionary);
    }
}
