package io.ctcservice.api.emissions;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.MULTIPART_FORM_DATA_VALUE;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.column.NpzResponse;
import io.ctcservice.plot.EmissionPicture;
import io.ctcservice.plot.Picture;
import io.ctcservice.plot.Symbols;
import io.ctcservice.request.Batch;
import io.ctcservice.request.BatchReader;
import io.ctcservice.request.NamedEmissions;
import io.ctcservice.request.Recognizer;
import io.ctcservice.request.ResponseForm;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "ctc")
final class EmissionsController {

    private final BatchReader batches;
    private final Recognizer recognizer;

    EmissionsController(BatchReader batches, Recognizer recognizer) {
        this.batches = batches;
        this.recognizer = recognizer;
    }

    @Operation(
            operationId = "emissions",
            summary = "Emissions of a network for recordings or pictures of lines",
            description =
                    "The scores of its classes, frame by frame. The answer can be posted on to /loss, /decode, /align"
                            + " and /spot, which also take recordings and pictures themselves. GET /samples/line.png"
                            + " and /samples/hello.wav are files to try it with. A picture is of the emissions, the best"
                            + " path below.")
    @Parameter(
            in = ParameterIn.QUERY,
            name = "network",
            description = "The network; required where the body is one file. A form has it in `request`.",
            schema = @Schema(type = "string"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "channel",
            description = "The only channel of a recording to use, counted from 0, where the body is one file; a form"
                    + " has it in `request`. Default: all, averaged. Where one is delayed against another by 40 ms or more,"
                    + " the average has an echo and is recognised worse: name one.",
            schema = @Schema(type = "integer", format = "int32", minimum = "0", maximum = "254"))
    @ApiResponse(
            responseCode = "200",
            description = "OK",
            content =
                    @Content(
                            mediaType = APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = EmissionsResponse.class)))
    @PostMapping(
            path = "/emissions",
            consumes = {MULTIPART_FORM_DATA_VALUE, "audio/*", "image/*"},
            produces = {APPLICATION_JSON_VALUE, NpzResponse.MEDIA_TYPE, ResponseForm.PNG_TYPE, ResponseForm.SVG_TYPE})
    ResponseEntity<Object> emissions(@Valid @RequestBody EmissionsRequest request, ResponseForm form) {
        if (request.network() == null) {
            throw new RefusedRequestException("/network", "missing; expected the name of a network, see GET /networks");
        }
        var batch = batches.read(request);
        if (form.isPicture()) {
            batch.only("a picture");
        }
        Object body = form.isPicture()
                ? picture(batch)
                : EmissionsResponse.of(recognizer.description(request.network()), batch);
        return form.response(body, batch.warnings());
    }

    private static Picture picture(Batch<NamedEmissions> batch) {
        var classes = batch.classes();
        var emissions = batch.utterances().getFirst().emissions();
        return EmissionPicture.of(
                "Emissions",
                emissions,
                Symbols.ofClasses(emissions.vocabSize(), classes.blank(), classes::name),
                classes.blank(),
                emissions.bestPath(),
                List.of());
    }
}
