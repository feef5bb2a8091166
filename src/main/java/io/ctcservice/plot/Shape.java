package io.ctcservice.plot;

import java.util.List;

/** An element of a picture. Coordinates are pixels from the upper left corner, colours 0xRRGGBB. */
sealed interface Shape {

    /** A filled rectangle. */
    record Box(int x, int y, int width, int height, int colour) implements Shape {}

    /** A line through points, with round corners and ends. */
    record Line(List<Point> points, double width, int colour) implements Shape {}

    /** One line of text; {@code x} and {@code y} are the position of its anchor on the base line. */
    record Text(String text, int x, int y, Lettering lettering, Anchor anchor, int colour) implements Shape {}

    /** Text that reads upwards, centred on {@code y}, its base line at {@code x}. */
    record UpwardText(String text, int x, int y, Lettering lettering, int colour) implements Shape {}

    /** An image, drawn pixel for pixel. */
    record Image(int x, int y, Pixels pixels) implements Shape {}

    /** A point of a line. */
    record Point(double x, double y) {}

    /** The part of a text that stands at its coordinates. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }
}
