package io.ctcservice.api.stream;

import org.springframework.http.ProblemDetail;

/**
 * The codes with which streams are closed.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1">RFC 6455, section 7.4.1</a>
 */
final class CloseCode {

    static final int NORMAL = 1000;
    static final int GOING_AWAY = 1001;

    /** A message that cannot be read. */
    private static final int INVALID_PAYLOAD = 1007;

    /** A message that breaks a rule. */
    private static final int POLICY_VIOLATION = 1008;

    private static final int TOO_LARGE = 1009;
    private static final int INTERNAL_ERROR = 1011;

    /** Try again later: as many streams as allowed are open. */
    private static final int TRY_AGAIN_LATER = 1013;

    private CloseCode() {}

    /** Returns the code after a problem. */
    static int of(ProblemDetail problem) {
        return switch (problem.getStatus()) {
            case 400, 415 -> INVALID_PAYLOAD;
            case 413 -> TOO_LARGE;
            case 503 -> TRY_AGAIN_LATER;
            default -> problem.getStatus() >= 500 ? INTERNAL_ERROR : POLICY_VIOLATION;
        };
    }
}
