package io.ctcservice.core.lm;

import java.io.IOException;

/** A file that is not a language model that can be read, with the fault. */
public abstract class LanguageModelFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    LanguageModelFormatException(String problem) {
        super(problem);
    }
}
