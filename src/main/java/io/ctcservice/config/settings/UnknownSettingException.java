package io.ctcservice.config.settings;

import java.io.Serial;

/** Something was set that is no setting; the message says for each what was meant, perhaps. */
final class UnknownSettingException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    UnknownSettingException(String message) {
        super(message);
    }
}
