package io.ctcservice.codec.oip;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.Violation;
import io.ctcservice.codec.Warning;
import io.ctcservice.core.CtcInputException;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Translates JSON pointers of the equivalent JSON request to the tensors and parameters of an inference request. */
public final class TensorPointers {

    private static final Pattern OF_AN_UTTERANCE = Pattern.compile("/utterances/(\\d+)(?:/(emissions|labels)(.*))?");
    private static final Pattern INDEX = Pattern.compile("/(\\d+)");

    private TensorPointers() {}

    /**
     * Returns the result of {@code work}; pointers in its refusals are translated.
     *
     * @throws RefusedRequestException if it refuses the request, with pointers to tensors and parameters
     */
    public static <T> T translating(Supplier<T> work) {
        try {
            return work.get();
        } catch (RefusedRequestException refused) {
            throw new RefusedRequestException(refused.violations().stream()
                    .map(one -> new Violation(place(one.pointer()), one.detail()))
                    .toList());
        } catch (CtcInputException refused) {
            throw new RefusedRequestException(place("/" + refused.field()), String.valueOf(refused.getMessage()));
        }
    }

    /** Returns these warnings with translated pointers. */
    static List<Warning> translated(List<Warning> warnings) {
        return warnings.stream()
                .map(one -> new Warning(place(one.pointer()), one.detail()))
                .toList();
    }

    private static String place(String pointer) {
        var utterance = OF_AN_UTTERANCE.matcher(pointer);
        if (utterance.matches()) {
            String tensor = "labels".equals(utterance.group(2)) ? ModelSignature.TARGETS : ModelSignature.EMISSIONS;
            String inside = utterance.group(3) == null ? "" : utterance.group(3);
            return tensor + "[" + utterance.group(1) + "]"
                    + INDEX.matcher(inside).replaceAll("[$1]");
        }
        if (pointer.equals("/utterances")) {
            return "/inputs";
        }
        boolean isPlaced = !pointer.startsWith("/")
                || pointer.startsWith("/inputs")
                || pointer.startsWith("/outputs")
                || pointer.startsWith("/parameters");
        return isPlaced ? pointer : "/parameters" + pointer;
    }
}
