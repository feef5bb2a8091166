package io.ctcservice.api.spot;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.MULTIPART_FORM_DATA_VALUE;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.Warnings;
import io.ctcservice.codec.column.NpzResponse;
import io.ctcservice.codec.npy.NpyReader;
import io.ctcservice.core.spot.WordBoundaries;
import io.ctcservice.core.text.WhiteSpace;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.request.Batch;
import io.ctcservice.request.BatchReader;
import io.ctcservice.request.NamedEmissions;
import io.ctcservice.request.ResponseForm;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "ctc")
final class SpotController {

    private final BatchReader batches;
    private final SpotService spotService;

    SpotController(BatchReader batches, SpotService spotService) {
        this.batches = batches;
        this.spotService = spotService;
    }

    @Operation(
            operationId = "spot",
            summary = "Search each utterance for phrases, the best detection first",
            description =
                    "A detection's score is the log-ratio of the best path of the phrase in its frames to the best path of all there: 0 where no other labels fit better. No two detections of"
                            + " one phrase overlap.")
    @PostMapping(
            path = "/spot",
            consumes = {APPLICATION_JSON_VALUE, MULTIPART_FORM_DATA_VALUE, NpyReader.MEDIA_TYPE, "audio/*", "image/*"},
            produces = {APPLICATION_JSON_VALUE, NpzResponse.MEDIA_TYPE})
    SpotResponse spot(@Valid @RequestBody SpotRequest request, ResponseForm form) {
        var batch = batches.read(request);
        batch.warnOfSeconds(form, request.secondsPerFrame());
        var classes = batch.classes();
        var boundaries = boundaries(request, batch);
        var phrases = Phrase.of(request, classes, boundaries.isPresent(), batch.warnings());
        warnOfNoEffect(request, batch.warnings());
        var spotted = spotService.spot(
                batch, phrases, request.vocabularyPointer(), boundaries, request.maxDetectionsOrDefault());
        warnOfMore(request, spotted, batch.warnings());
        return SpotResponse.of(request, classes, spotted, batch.warnings());
    }

    private static void warnOfNoEffect(SpotRequest request, Warnings warnings) {
        var keywords = Objects.requireNonNull(request.keywords());
        if (request.threshold() != null && keywords.stream().allMatch(one -> one.threshold() != null)) {
            warnings.add("/threshold", "of no effect: each keyword has its own");
        }
        boolean isPart = Boolean.FALSE.equals(request.wholeWords());
        if (request.wordDelimiter() != null && isPart && keywords.stream().allMatch(SpotController::isOneWord)) {
            warnings.add("/wordDelimiter", "of no effect on single words with \"wholeWords\": false");
        }
    }

    /** Warns of detections that are left out although the request does not say how many it wants. */
    private static void warnOfMore(SpotRequest request, List<SpottedUtterance> spotted, Warnings warnings) {
        int most = spotted.stream().mapToInt(SpottedUtterance::found).max().orElse(0);
        if (request.maxDetections() == null && most > request.maxDetectionsOrDefault()) {
            warnings.add(
                    "/maxDetections",
                    "missing, and an utterance has " + most + " detections: of each the best "
                            + request.maxDetectionsOrDefault() + " are answered");
        }
    }

    private static boolean isOneWord(SpotRequest.Keyword keyword) {
        String phrase = keyword.phrase();
        return phrase != null && !WhiteSpace.RUN.matcher(phrase).find();
    }

    private static Optional<WordBoundaries> boundaries(SpotRequest request, Batch<NamedEmissions> batch) {
        var classes = batch.classes();
        var vocabulary = classes.vocabulary();
        var grouping = classes.grouping(request.wordDelimiter());
        classes.warnOfIdleDelimiter(request.wordDelimiter(), batch.warnings());
        if (vocabulary == null || grouping.isEmpty()) {
            if (Boolean.TRUE.equals(request.wholeWords())) {
                throw new RefusedRequestException("/wholeWords", "true, but the request has no vocabulary");
            }
            return Optional.empty();
        }
        boolean partsWords = request.wordDelimiter() != null
                || WordGrouping.usualDelimiter(vocabulary).isPresent();
        boolean wholeWords = request.wholeWords() == null ? partsWords : request.wholeWords();
        return wholeWords ? Optional.of(WordBoundaries.of(vocabulary, grouping.get())) : Optional.empty();
    }
}
