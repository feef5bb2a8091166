package io.ctcservice.web.overload;

import io.ctcservice.codec.json.JsonErrors;
import org.springframework.http.HttpHeaders;
import org.springframework.web.HttpMediaTypeNotSupportedException;

/** A body that is compressed: 415, and {@code Accept-Encoding} says that none is (RFC 9110, 15.5.16). */
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
