package io.ctcservice.codec.npy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parser of the Python dictionary of an {@code .npy} header: exactly the keys {@code descr}, {@code fortran_order}
 * and {@code shape}, in any order. Nothing is evaluated; anything but a plain literal of the right type is refused.
 */
final class NpyDictionary {

    private static final int MOST_DIGITS = 18; // any such number fits a long

    private final String text;
    private int at;
    private @Nullable NpyType type;
    private @Nullable Boolean fortranOrder;
    private @Nullable List<Long> shape;

    NpyDictionary(String text) {
        this.text = text;
    }

    /** Returns the header that this dictionary describes. */
    NpyHeader header() {
        expect('{');
        while (!accept('}')) {
            entry();
            if (!accept(',')) {
                expect('}');
                break;
            }
        }
        skipBlanks();
        if (at < text.length()) {
            throw unexpected("nothing after the dictionary");
        }
        if (type == null || fortranOrder == null || shape == null) {
            throw NpyFormatException.unreadable("a header without "
                    + (type == null ? "'descr'" : fortranOrder == null ? "'fortran_order'" : "'shape'"));
        }
        return new NpyHeader(type, fortranOrder, shape);
    }

    private void entry() {
        String key = string("a key in quotes");
        expect(':');
        switch (key) {
            case "descr" -> {
                requireFirst(key, type);
                type = type();
            }
            case "fortran_order" -> {
                requireFirst(key, fortranOrder);
                fortranOrder = truth();
            }
            case "shape" -> {
                requireFirst(key, shape);
                shape = tuple();
            }
            default -> throw unexpected("no keys but 'descr', 'fortran_order' and 'shape'");
        }
    }

    private static void requireFirst(String key, @Nullable Object seen) {
        if (seen != null) {
            throw NpyFormatException.unreadable("a header with '" + key + "' twice");
        }
    }

    private NpyType type() {
        skipBlanks();
        if (text.startsWith("[", at)) {
            throw NpyFormatException.unreadable("a structured dtype; expected one of <f2, <f4, <f8");
        }
        return NpyType.of(string("a dtype in quotes"));
    }

    private boolean truth() {
        skipBlanks();
        for (String word : List.of("True", "False")) {
            if (text.startsWith(word, at)) {
                at += word.length();
                return word.equals("True");
            }
        }
        throw unexpected("True or False");
    }

    private List<Long> tuple() {
        var lengths = new ArrayList<Long>();
        expect('(');
        while (!accept(')')) {
            lengths.add(length());
            if (!accept(',')) {
                expect(')');
                break;
            }
        }
        return lengths;
    }

    private long length() {
        skipBlanks();
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start || at - start > MOST_DIGITS) {
            at = start;
            throw unexpected("the length of an axis");
        }
        long length = Long.parseLong(text, start, at, 10);
        if (at < text.length() && text.charAt(at) == 'L') {
            at++; // the suffix of Python 2's long integers
        }
        return length;
    }

    private String string(String expected) {
        skipBlanks();
        if (at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"')) {
            int end = text.indexOf(text.charAt(at), at + 1);
            if (end >= 0 && text.indexOf('\\', at) < 0) {
                String string = text.substring(at + 1, end);
                at = end + 1;
                return string;
            }
        }
        throw unexpected(expected);
    }

    private boolean accept(char wanted) {
        skipBlanks();
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char wanted) {
        if (!accept(wanted)) {
            throw unexpected("'" + wanted + "'");
        }
    }

    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
            at++;
        }
    }

    private NpyFormatException unexpected(String expected) {
        return NpyFormatException.unreadable(
                "a header that cannot be read at character " + at + "; expected " + expected);
    }
}
