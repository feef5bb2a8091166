package io.ctcservice.recognition;

/** A network that cannot be used: the setting that would correct it, and the fault. */
public final class NetworkFaultException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String setting;

    /**
     * @param setting name of the setting below {@code ctc.networks.<name>}
     * @param reason what is wrong, as a sentence
     */
    public NetworkFaultException(String setting, String reason) {
        super(reason);
        this.setting = setting;
    }

    /** Returns the name of the setting. */
    public String setting() {
        return setting;
    }
}
