package io.ctcservice.api.decode;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.IMAGE_PNG_VALUE;

import io.ctcservice.core.Vocabulary;
import io.ctcservice.core.WordGrouping;
import io.ctcservice.core.decode.GreedyDecoder;
import io.ctcservice.core.decode.SpanFinder;
import io.ctcservice.core.loss.Forward;
import io.ctcservice.plot.Picture;
import io.ctcservice.wire.batch.Batch;
import io.ctcservice.wire.batch.BatchReader;
import io.ctcservice.wire.batch.NamedEmissions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
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
        return DecodeResponse.of(request, batch.alphabet(), decode(request, batch, request.includesSpans()));
    }

    @Operation(hidden = true)
    @PostMapping(
            path = "/decode",
            consumes = APPLICATION_JSON_VALUE,
            produces = {IMAGE_PNG_VALUE, "image/svg+xml"})
    Picture decodePicture(@Valid @RequestBody DecodeRequest request) {
        var batch = batches.read(request);
        batch.only("a picture");
        return DecodePicture.of(decode(request, batch, true).getFirst(), batch.alphabet());
    }

    private List<DecodedUtterance> decode(DecodeRequest request, Batch<NamedEmissions> batch, boolean withSpans) {
        var alphabet = batch.alphabet();
        var grouping = Optional.ofNullable(alphabet.vocabulary())
                .map(vocabulary -> grouping(vocabulary, request.wordDelimiter()));
        var decoder = new GreedyDecoder(forward, alphabet.blank());
        var spans = new SpanFinder(alphabet.blank(), grouping);
        return decodeService.decode(batch, decoder, spans, withSpans);
    }

    private static WordGrouping grouping(Vocabulary vocabulary, @Nullable String delimiter) {
        return delimiter == null ? WordGrouping.of(vocabulary) : WordGrouping.of(vocabulary, delimiter);
    }
}
