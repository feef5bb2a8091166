package io.ctcservice.plot;

import java.util.List;

/** A finished picture, to be written as SVG or PNG. Immutable. */
public final class Picture {

    private final int width;
    private final int height;
    private final String description;
    private final List<Shape> shapes;

    Picture(int width, int height, String description, List<Shape> shapes) {
        this.width = width;
        this.height = height;
        this.description = description;
        this.shapes = List.copyOf(shapes);
    }

    /** Returns the width in pixels. */
    public int width() {
        return width;
    }

    /** Returns the height in pixels. */
    public int height() {
        return height;
    }

    /** Returns a description of the picture, in a sentence. */
    public String description() {
        return description;
    }

    /** Returns an SVG 1.1 document, to be stored as UTF-8. */
    public String svg() {
        return SvgWriter.write(width, height, description, shapes);
    }

    /** Returns a PNG file, with the same bytes on every machine except for the compression. */
    public byte[] png() {
        return PngEncoder.encode(pixels());
    }

    Pixels pixels() {
        return Rasterizer.draw(width, height, shapes);
    }
}
