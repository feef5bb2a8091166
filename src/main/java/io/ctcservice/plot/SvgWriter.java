package io.ctcservice.plot;

import io.ctcservice.plot.Shape.Anchor;
import io.ctcservice.plot.Shape.Point;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A writer of shapes as one SVG document without scripts, styles or external resources. */
final class SvgWriter {

    private static final String FONTS = "DejaVu Sans, Verdana, Noto Sans, Noto Sans CJK SC, sans-serif";

    private final StringBuilder svg = new StringBuilder();

    private SvgWriter() {}

    /**
     * Returns the document.
     *
     * @param description alternative text for screen readers
     */
    static String write(int width, int height, String description, List<Shape> shapes) {
        var writer = new SvgWriter();
        writer.line(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\"",
                width,
                height,
                width,
                height));
        writer.line("  role=\"img\" font-family=\"" + FONTS + "\">");
        writer.line("<title>" + escaped(description) + "</title>");
        writer.line(String.format(Locale.ROOT, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", width, height));
        shapes.forEach(writer::shape);
        writer.line("</svg>");
        return writer.svg.toString();
    }

    private void shape(Shape shape) {
        line(
                switch (shape) {
                    case Shape.Box box ->
                        String.format(
                                Locale.ROOT,
                                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>",
                                box.x(),
                                box.y(),
                                box.width(),
                                box.height(),
                                colour(box.colour()));
                    case Shape.Line line -> polyline(line);
                    case Shape.Text text ->
                        String.format(
                                Locale.ROOT,
                                "<text x=\"%d\" y=\"%d\" font-size=\"%d\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
                                text.x(),
                                text.y(),
                                text.lettering().size(),
                                anchor(text.anchor()),
                                colour(text.colour()),
                                escaped(text.text()));
                    case Shape.UpwardText text ->
                        String.format(
                                Locale.ROOT,
                                "<text transform=\"translate(%d %d) rotate(-90)\" font-size=\"%d\" text-anchor=\"middle\" fill=\"%s\">%s</text>",
                                text.x(),
                                text.y(),
                                text.lettering().size(),
                                colour(text.colour()),
                                escaped(text.text()));
                    case Shape.Image image -> image(image);
                });
    }

    private static String polyline(Shape.Line line) {
        String points = dotsDoubled(line.points()).stream()
                .map(p -> String.format(Locale.ROOT, "%.2f,%.2f", p.x(), p.y()))
                .collect(Collectors.joining(" "));
        return String.format(
                Locale.ROOT,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%.2f\" stroke-linejoin=\"round\" stroke-linecap=\"round\"/>",
                points,
                colour(line.colour()),
                line.width());
    }

    /**
     * Returns the points, a single one doubled: a polyline of one point is not drawn, one to the same point is a dot.
     */
    private static List<Point> dotsDoubled(List<Point> points) {
        return points.size() == 1 ? List.of(points.getFirst(), points.getFirst()) : points;
    }

    private static String image(Shape.Image image) {
        var pixels = image.pixels();
        return String.format(
                Locale.ROOT,
                "<image x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" image-rendering=\"pixelated\" href=\"data:image/png;base64,%s\"/>",
                image.x(),
                image.y(),
                pixels.width(),
                pixels.height(),
                Base64.getEncoder().encodeToString(PngEncoder.encode(pixels)));
    }

    private static String anchor(Anchor anchor) {
        return anchor.name().toLowerCase(Locale.ROOT);
    }

    private static String colour(int colour) {
        return String.format(Locale.ROOT, "#%06x", colour);
    }

    /** Returns text that XML 1.0 may hold: characters that it forbids even escaped become the replacement character. */
    private static String escaped(String text) {
        var escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isXml(c) ? c : 0xfffd);
            }
        });
        return escaped.toString();
    }

    private static boolean isXml(int c) {
        boolean isWhiteSpace = c == '\t' || c == '\n' || c == '\r';
        boolean isSurrogate = c >= 0xd800 && c <= 0xdfff;
        return isWhiteSpace || (c >= 0x20 && !isSurrogate && c != 0xfffe && c != 0xffff);
    }

    private void line(String line) {
        svg.append(line).append('\n');
    }
}
