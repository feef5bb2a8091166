package io.ctcservice.web.overload;

import io.ctcservice.codec.json.JsonErrors;
import org.springframework.http.HttpHeaders;
import org.springframework.web.HttpMediaTypeNotSupportedException;

/**
 * A compressed body: answered with 415 and an {@code Accept-Encoding} that says that no coding is accepted (RFC 9110,
 * 15.5.16).
 */
final class EncodedBodyException extends HttpMediaTypeNotSupportedException {

    private static final long serialVersionUID = 1L;

    EncodedBodyException(String encoding) {
        super("an encoded body");
        getBody().setDetail("Content-Encoding: " + JsonErrors.excerpt(encoding) + "; expected a body without one");
    }

    @Override
    public HttpHeaders getHeaders() {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.ACCEPT_ENCODING, "identity");
        return headers;
    }
}
