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

    /** What came cannot be read. */
    private static final int UNREADABLE = 1007;

    /** What came breaks a rule. */
    private static final int VIOLATION = 1008;

    private static final int TOO_LARGE = 1009;
    private static final int OUR_FAULT = 1011;

    /** There is no place; another time there may be. */
    private static final int NO_PLACE = 1013;

    private CloseCode() {}

    /** Returns the code after a problem. */
    static int of(ProblemDetail problem) {
        return switch (problem.getStatus()) {
            case 400, 415 -> UNREADABLE;
            case 413 -> TOO_LARGE;
            case 503 -> NO_PLACE;
            default -> problem.getStatus() >= 500 ? OUR_FAULT : VIOLATION;
        };
    }
}
