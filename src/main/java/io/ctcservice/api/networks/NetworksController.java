package io.ctcservice.api.networks;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.ctcservice.recognition.Networks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "ctc")
final class NetworksController {

    private final Networks networks;

    NetworksController(Networks networks) {
        this.networks = networks;
    }

    @Operation(
            operationId = "listNetworks",
            summary = "The networks that requests may name in `network`",
            description =
                    "The registered networks by name, then those that come with the service: their input, the symbols of their classes, and the source of each known property.")
    @GetMapping(path = "/networks", produces = APPLICATION_JSON_VALUE)
    NetworksResponse networks() {
        return NetworksResponse.of(networks);
    }
}
