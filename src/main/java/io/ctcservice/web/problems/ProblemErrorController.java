package io.ctcservice.web.problems;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** The error page as a problem document, for refusals by Tomcat itself; of the request it repeats only the path. */
@Hidden
@RestController
final class ProblemErrorController implements ErrorController {

    private final KnownPaths paths;

    ProblemErrorController(KnownPaths paths) {
        this.paths = paths;
    }

    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<ProblemDetail> error(HttpServletRequest request, HttpServletResponse response) {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.valueOf(code)
                : HttpStatus.NOT_FOUND; // a client requested this page itself
        var problem = ProblemDetail.forStatusAndDetail(status, detail(request, status));
        if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path) {
            problem.setInstance(uri(path));
            if (status == HttpStatus.METHOD_NOT_ALLOWED) { // of TRACE, where Tomcat names what any servlet has
                String within = path.substring(request.getContextPath().length());
                response.setHeader(HttpHeaders.ALLOW, String.join(",", paths.methods(within)));
            }
        }
        return ResponseEntity.status(status).body(problem);
    }

    private static String detail(HttpServletRequest request, HttpStatus status) {
        boolean isChunked = request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        return status == HttpStatus.BAD_REQUEST && isChunked // what comes before the body has been read
                ? "chunks of the body that cannot be read"
                : detail(status);
    }

    private static URI uri(String path) {
        return UriComponentsBuilder.fromPath(path).build().encode().toUri();
    }

    /** Returns a detail for a refusal of which only the status is known. */
    static String detail(HttpStatus status) {
        return switch (status) {
            case UNAUTHORIZED -> "an API key is needed, as Authorization: Bearer or as X-API-Key";
            case BAD_REQUEST -> "a request line, path or header that cannot be read";
            case EXPECTATION_FAILED -> "Expect: only 100-continue is known";
            case NOT_FOUND -> "nothing at this path";
            case NOT_ACCEPTABLE ->
                "Accept: names none of the forms that there are; expected one of those in the Accept header of this answer";
            case REQUEST_TIMEOUT -> "the body came too slowly";
            case CONTENT_TOO_LARGE -> "the request is too large";
            case METHOD_NOT_ALLOWED -> "the method is not supported";
            case NOT_IMPLEMENTED -> "Transfer-Encoding: only chunked is known; the method CONNECT is not supported";
            case SERVICE_UNAVAILABLE -> "the server is shut down";
            case HTTP_VERSION_NOT_SUPPORTED -> "only HTTP/1.0 and HTTP/1.1 are known";
            default -> status.getReasonPhrase();
        };
    }
}
