package io.ctcservice.core.decode.guide;

import java.util.List;

/**
 * The part that a label has in words.
 *
 * @param parts its characters in parts, each of which begins where a sign follows what is none: {@code the} and {@code ,} of the
 *     piece {@code the,}; none if it adds no characters to a word
 * @param isEmpty whether there are none
 * @param ends whether the word ends before it
 * @param endsAfter whether the word ends after it
 * @param haveSign whether a part begins with a sign, by which a listed word before it is priced as such
 */
record WordPiece(List<String> parts, boolean isEmpty, boolean ends, boolean endsAfter, boolean haveSign) {}
