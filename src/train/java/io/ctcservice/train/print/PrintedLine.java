package io.ctcservice.train.print;

import java.util.List;

/**
 * A training line.
 *
 * @param picture as it would come from a scanner
 * @param drawn the characters drawn
 * @param places where each of these characters is
 */
public record PrintedLine(Grey picture, String drawn, List<CharacterPlace> places) {

    public PrintedLine {
        places = List.copyOf(places);
    }
}
