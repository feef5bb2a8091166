package io.ctcservice.web.problems;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.AbstractProtocol;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/**
 * A valve that answers refusals by Tomcat itself, such as those of a malformed path, with a problem document instead of
 * a page.
 */
public final class ProblemReportValve extends ErrorReportValve {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    /** Refuses bad parameters of a path ({@code /loss;a=b%}), which Tomcat does not check and Spring would fail on. */
    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (BROKEN_ESCAPE.matcher(String.valueOf(request.getRequestURI())).find()) {
            response.sendError(HttpStatus.BAD_REQUEST.value());
            response.setSuspended(false);
            report(request, response, null);
        } else {
            super.invoke(request, response);
        }
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        if (comesAtTheEnd(request, status)) {
            status = HttpStatus.SERVICE_UNAVAILABLE.value();
            response.setStatus(status);
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        }
        try {
            if (response.getHeader(RequestIdFilter.HEADER) == null) { // requests that never reached the filters
                response.setHeader(
                        RequestIdFilter.HEADER, RequestIdFilter.id(request.getHeader(RequestIdFilter.HEADER)));
            }
            var form = ErrorForm.at(path(request));
            response.setContentType(form.mediaType());
            response.getOutputStream()
                    .write(document(status, detail(request, status), form).getBytes(StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException gone) {
            // the client has gone
            container.getLogger().debug("no report of status " + status, gone);
        }
    }

    /**
     * Returns whether a request was refused because the server ends: of one whose line arrived in that moment Tomcat reads no
     * headers, and would refuse it with 400 for the host that it does not name. With 503 its proxy or client may try elsewhere.
     */
    private static boolean comesAtTheEnd(Request request, int status) {
        return status == HttpStatus.BAD_REQUEST.value()
                && request.getHeader(HttpHeaders.HOST) == null
                && request.getConnector().getProtocolHandler() instanceof AbstractProtocol<?> protocol
                && protocol.isPaused();
    }

    private String path(Request request) {
        String path = String.valueOf(request.getRequestURI());
        String root = root();
        return path.startsWith(root) ? path.substring(root.length()) : path;
    }

    /** Returns the path of the application, {@code server.servlet.context-path}. */
    private String root() {
        var application = container.findChildren();
        return application.length == 1 && application[0] instanceof Context context ? context.getPath() : "";
    }

    /** Returns the detail: Tomcat does not tell a request that is malformed from one whose headers are too long. */
    private String detail(Request request, int status) {
        var known = HttpStatus.resolve(status);
        String root = root();
        if (known == HttpStatus.NOT_FOUND
                && !String.valueOf(request.getRequestURI()).startsWith(root)) {
            return "nothing here; expected a path that begins with " + root;
        }
        String detail = known == null ? "" : ProblemErrorController.detail(known);
        Object most = request.getConnector().getProperty("maxHttpRequestHeaderSize");
        return known == HttpStatus.BAD_REQUEST && most != null
                ? detail + ", or more than " + most + " bytes before the body, the query among them: that is the limit"
                        + " server.max-http-request-header-size"
                : detail;
    }

    /** Returns the document; the values of a problem need no escaping. */
    private static String document(int status, String detail, ErrorForm form) {
        var known = HttpStatus.resolve(status);
        String title = known == null ? "" : known.getReasonPhrase();
        if (form == ErrorForm.PROBLEM) {
            return "{\"detail\":\"" + detail + "\",\"status\":" + status + ",\"title\":\"" + title + "\"}";
        }
        return JSON.writeValueAsString(
                form.document(ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(status), detail)));
    }
}
