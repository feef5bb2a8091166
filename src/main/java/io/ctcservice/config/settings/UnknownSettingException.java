package io.ctcservice.config.settings;

import java.io.Serial;

/**
 * The failure of a start with settings that this service does not have, or with settings that have no value; the message suggests the setting that was
 * probably meant.
 */
final class UnknownSettingException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    UnknownSettingException(String message) {
        super(message);
    }
}
