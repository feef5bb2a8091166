package io.ctcservice.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Answers what Tomcat itself refuses, such as a malformed path, with a problem document in place of a page. */
public final class ProblemReportValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        var known = HttpStatus.resolve(status);
        String title = known == null ? "" : known.getReasonPhrase();
        try {
            boolean inference = InferenceErrors.applyTo(String.valueOf(request.getRequestURI()));
            response.setContentType(inference ? "application/json" : "application/problem+json");
            String body = inference ? "{\"error\":\"%s\"}" : "{\"title\":\"%s\",\"status\":%d}";
            response.getOutputStream().write(body.formatted(title, status).getBytes(StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException gone) {
            // nobody is there any more to be told
            container.getLogger().debug("no report of status " + status, gone);
        }
    }
}
