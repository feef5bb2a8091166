package io.ctcservice.recognition;

import java.util.Locale;
import java.util.regex.Pattern;

/** The families of networks without CTC output, by the names that sherpa-onnx, onnx-asr and Hugging Face give them. */
final class OtherFamily {

    private static final Pattern NAMES =
            Pattern.compile("(whisper|moonshine|paraformer|canary|seamless_m4t|speecht5)([-_].*)?|encdecrnnt.*"
                    + "|encdecmultitaskmodel|.*[-_](rnnt|tdt|aed)|(vision|speech)-encoder-decoder"
                    + "|(kyutai_)?speech_to_text(_2)?|trocr");

    private OtherFamily() {}

    /** Returns whether networks of this name have no CTC output. */
    static boolean isNamed(String family) {
        return NAMES.matcher(family.toLowerCase(Locale.ROOT)).matches();
    }
}
