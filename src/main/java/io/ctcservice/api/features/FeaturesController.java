package io.ctcservice.api.features;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.ctcservice.audio.SpectralFeatures;
import io.ctcservice.audio.SpectralSettings;
import io.ctcservice.plot.Picture;
import io.ctcservice.plot.SpectrogramPicture;
import io.ctcservice.request.ResponseForm;
import io.ctcservice.web.overload.BodyReading;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.Parameters;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "ctc")
final class FeaturesController {

    private final FeaturesService featuresService;
    private final BodyReading reading;

    FeaturesController(FeaturesService featuresService, BodyReading reading) {
        this.featuresService = featuresService;
        this.reading = reading;
    }

    @Operation(
            operationId = "features",
            summary = "Log-mel filter bank or MFCC of a recording",
            description =
                    "At the rate of the recording, channels averaged; pre-emphasis 0.97; frames of 25 ms every 10 ms, none beyond the end; periodic"
                            + " Hann window; power |X|²/N of an FFT of the next power of two; triangular filters equally"
                            + " spaced in mel = 2595·log10(1 + f/700) from 0 Hz to half the rate; natural logarithm, floor"
                            + " 1e-10; MFCC: their orthonormal DCT-II. A picture is of the features.",
            requestBody =
                    @RequestBody(
                            required = true,
                            description =
                                    "A recording: WAV in every form that sox, ffmpeg and espeak-ng write, FLAC, MP3 or Ogg"
                                            + " Opus. Its type is detected from its bytes. It is processed while it is received. GET"
                                            + " /samples/hello.wav is one to try it with.",
                            content = {
                                @Content(mediaType = "audio/wav", schema = @Schema(type = "string", format = "binary")),
                                @Content(
                                        mediaType = "audio/flac",
                                        schema = @Schema(type = "string", format = "binary")),
                                @Content(
                                        mediaType = "audio/mpeg",
                                        schema = @Schema(type = "string", format = "binary")),
                                @Content(mediaType = "audio/ogg", schema = @Schema(type = "string", format = "binary"))
                            }))
    @Parameters({
        @Parameter(
                in = ParameterIn.QUERY,
                name = "kind",
                description = "The kind of features. Default: `logMel`.",
                schema =
                        @Schema(
                                type = "string",
                                allowableValues = {"logMel", "mfcc"})),
        @Parameter(
                in = ParameterIn.QUERY,
                name = "bands",
                description = "Number of mel filters. Default: 40.",
                schema = @Schema(type = "integer", minimum = "1", maximum = "256")),
        @Parameter(
                in = ParameterIn.QUERY,
                name = "coefficients",
                description =
                        "Cepstral coefficients of an MFCC, from the zeroth; at most as many as bands. Default: 13.",
                schema = @Schema(type = "integer", minimum = "1", maximum = "256")),
        @Parameter(
                in = ParameterIn.QUERY,
                name = "normalization",
                description =
                        "Of each dimension over the sound: none (default), to mean 0, or to mean 0 and variance 1.",
                schema =
                        @Schema(
                                type = "string",
                                allowableValues = {"none", "mean", "meanVariance"})),
        @Parameter(
                in = ParameterIn.QUERY,
                name = "channel",
                description = "The only channel to use, counted from 0; without it all are averaged.",
                schema = @Schema(type = "integer", minimum = "0", maximum = "254"))
    })
    @ApiResponse(
            responseCode = "200",
            description = "OK",
            content =
                    @Content(
                            mediaType = APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = FeaturesResponse.class)))
    @PostMapping(
            path = "/features",
            consumes = {"audio/*", "application/octet-stream"},
            produces = {APPLICATION_JSON_VALUE, ResponseForm.PNG_TYPE, ResponseForm.SVG_TYPE})
    ResponseEntity<Object> features(
            HttpServletRequest request,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> query,
            ResponseForm form)
            throws IOException {
        var parameters = FeaturesParameters.of(query);
        var settings = parameters.settings();
        var made = featuresService.features(request.getInputStream(), parameters, reading.turns());
        reading.begin();
        Object body = form.isPicture() ? picture(made, settings) : FeaturesResponse.of(made, parameters);
        return form.response(body, parameters.warnings());
    }

    private static Picture picture(SpectralFeatures made, SpectralSettings settings) {
        boolean isMel = settings.kind() == SpectralSettings.Kind.LOG_MEL;
        int dimension = made.features().columns();
        var labels = isMel
                ? made.bandCentres().stream()
                        .map(centre -> String.format(Locale.ROOT, "%.0f Hz", centre))
                        .toList()
                : IntStream.range(0, dimension).mapToObj(Integer::toString).toList();
        return SpectrogramPicture.of(
                isMel ? "Log-mel spectrogram" : "Mel-frequency cepstral coefficients",
                String.format(
                        Locale.ROOT,
                        "%.2f s at %d Hz: %d frames, %d %s",
                        made.seconds(),
                        made.sampleRate(),
                        made.features().rows(),
                        dimension,
                        isMel ? "bands" : "coefficients"),
                made.features(),
                List.copyOf(labels),
                isMel ? "centre of the band" : "coefficient",
                isMel ? "ln energy" : "value");
    }
}
