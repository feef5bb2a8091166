package io.ctcservice.core.lm;

/** A binary of KenLM's that cannot be read, with the fault. */
public final class KenlmFormatException extends LanguageModelFormatException {

    private static final long serialVersionUID = 1L;

    KenlmFormatException(String problem) {
        super(problem);
    }
}
