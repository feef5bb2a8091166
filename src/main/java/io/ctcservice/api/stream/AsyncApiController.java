package io.ctcservice.api.stream;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The description of the WebSockets, an AsyncAPI document. */
@Hidden
@RestController
final class AsyncApiController {

    @GetMapping(path = "/v3/asyncapi", produces = APPLICATION_JSON_VALUE)
    Resource document() {
        return new ClassPathResource("asyncapi.json");
    }
}
