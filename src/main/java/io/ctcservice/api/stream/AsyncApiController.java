package io.ctcservice.api.stream;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponents;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The description of the WebSockets, an AsyncAPI document. Its server is the one that was asked: unlike OpenAPI, AsyncAPI has no
 * addresses relative to its own.
 */
@Hidden
@RestController
final class AsyncApiController {

    private final JsonMapper json;

    AsyncApiController(JsonMapper json) {
        this.json = json;
    }

    @GetMapping(path = "/v3/asyncapi", produces = APPLICATION_JSON_VALUE)
    Resource document() throws IOException {
        try (var file = new ClassPathResource("asyncapi.json").getInputStream()) {
            var document = (ObjectNode) json.readTree(file);
            locate(
                    (ObjectNode) document.at("/servers/local"),
                    ServletUriComponentsBuilder.fromCurrentContextPath().build());
            return new ByteArrayResource(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(document));
        }
    }

    private static void locate(ObjectNode server, UriComponents here) {
        server.put("host", here.getHost() + (here.getPort() < 0 ? "" : ":" + here.getPort()));
        server.put("protocol", "https".equals(here.getScheme()) ? "wss" : "ws");
        server.put("description", "This server.");
        String path = here.getPath();
        if (path != null && !path.isEmpty()) {
            server.put("pathname", path);
        }
    }
}
