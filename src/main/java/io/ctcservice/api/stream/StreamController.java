package io.ctcservice.api.stream;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The WebSockets: that of this service's own protocol, and that of vosk-server's; the AsyncAPI document describes both. */
@Hidden
@RestController
final class StreamController {

    private final Opening opening;
    private final StreamReader reader;
    private final VoskReader voskReader;
    private final StreamDecoder.Opener opener;

    StreamController(Opening opening, StreamReader reader, VoskReader voskReader, StreamDecoder.Opener opener) {
        this.opening = opening;
        this.reader = reader;
        this.voskReader = voskReader;
        this.opener = opener;
    }

    @GetMapping("/stream")
    void stream(HttpServletRequest request, HttpServletResponse response) throws IOException {
        opening.open(request, response, memory -> new StreamProtocol(reader, opener, memory));
    }

    @GetMapping("/vosk")
    void vosk(HttpServletRequest request, HttpServletResponse response) throws IOException {
        opening.open(request, response, memory -> new VoskProtocol(voskReader, opener, memory));
    }
}
