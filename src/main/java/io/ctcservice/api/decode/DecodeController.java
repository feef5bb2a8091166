package io.ctcservice.api.decode;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.ctcservice.core.Vocabulary;
import io.ctcservice.core.WordGrouping;
import io.ctcservice.core.decode.GreedyDecoder;
import io.ctcservice.core.decode.SpanFinder;
import io.ctcservice.core.loss.Forward;
import io.ctcservice.wire.batch.BatchReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "decode", description = "What the emissions say")
final class DecodeController {

    private final BatchReader batches;
    private final Forward forward;
    private final DecodeService decodeService;

    DecodeController(BatchReader batches, Forward forward, DecodeService decodeService) {
        this.batches = batches;
        this.forward = forward;
        this.decodeService = decodeService;
    }

    @Operation(
            operationId = "decode",
            summary = "What each utterance says, the best hypothesis first",
            description =
                    "Each hypothesis has its exact log-probability, and a score that is the sum of named parts. On"
                            + " request also where its tokens and words are, and the class of each frame.")
    @PostMapping(path = "/decode", consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    DecodeResponse decode(@Valid @RequestBody DecodeRequest request) {
        var batch = batches.read(request);
        var alphabet = batch.alphabet();
        var grouping = Optional.ofNullable(alphabet.vocabulary())
                .map(vocabulary -> grouping(vocabulary, request.wordDelimiter()));
        var decoder = new GreedyDecoder(forward, alphabet.blank());
        var spans = new SpanFinder(alphabet.blank(), grouping);
        var decoded = decodeService.decode(batch, decoder, spans, request.includesSpans());
        return DecodeResponse.of(request, alphabet, decoded);
    }

    private static WordGrouping grouping(Vocabulary vocabulary, @Nullable String delimiter) {
        return delimiter == null ? WordGrouping.of(vocabulary) : WordGrouping.of(vocabulary, delimiter);
    }
}
