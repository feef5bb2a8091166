package io.ctcservice.api.stream;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The endpoints of streams, one a protocol: this service's own and that of vosk-server. The AsyncAPI document describes both. */
@Hidden
@RestController
final class StreamController {

    private final Handshake handshake;
    private final ClientMessageReader reader;
    private final VoskMessageReader voskReader;
    private final StreamDecoder.Opener opener;

    StreamController(
            Handshake handshake,
            ClientMessageReader reader,
            VoskMessageReader voskReader,
            StreamDecoder.Opener opener) {
        this.handshake = handshake;
        this.reader = reader;
        this.voskReader = voskReader;
        this.opener = opener;
    }

    @GetMapping("/stream")
    void stream(HttpServletRequest request, HttpServletResponse response) throws IOException {
        handshake.open(request, response, memory -> new StreamProtocol(reader, opener, memory));
    }

    @GetMapping("/vosk")
    void vosk(HttpServletRequest request, HttpServletResponse response) throws IOException {
        handshake.open(request, response, memory -> new VoskProtocol(voskReader, opener, memory));
    }
}
