package io.ctcservice.plot;

import io.ctcservice.plot.Shape.Anchor;
import io.ctcservice.plot.Shape.Point;
import java.util.List;

/** A rasterizer of shapes in plain arithmetic: the same picture has the same pixels on every machine. */
final class Rasterizer {

    private final Pixels pixels;

    private Rasterizer(Pixels pixels) {
        this.pixels = pixels;
    }

    /** Returns the shapes drawn in their order on a white background. */
    static Pixels draw(int width, int height, List<Shape> shapes) {
        var rasterizer = new Rasterizer(new Pixels(width, height, 0xffffff));
        shapes.forEach(rasterizer::draw);
        return rasterizer.pixels;
    }

    private void draw(Shape shape) {
        switch (shape) {
            case Shape.Box box -> pixels.fill(box.x(), box.y(), box.width(), box.height(), box.colour());
            case Shape.Line line -> draw(line);
            case Shape.Text text -> draw(text);
            case Shape.UpwardText text -> draw(text);
            case Shape.Image image -> draw(image);
        }
    }

    private void draw(Shape.Image image) {
        for (int y = 0; y < image.pixels().height(); y++) {
            for (int x = 0; x < image.pixels().width(); x++) {
                pixels.fill(image.x() + x, image.y() + y, 1, 1, image.pixels().get(x, y));
            }
        }
    }

    private void draw(Shape.Text text) {
        int width = text.lettering().width(text.text());
        int pen = text.x() - (text.anchor() == Anchor.START ? 0 : text.anchor() == Anchor.END ? width : width / 2);
        for (int codePoint : text.text().codePoints().toArray()) {
            var glyph = text.lettering().glyph(codePoint);
            glyph.drawAcross(pixels, pen, text.y(), text.colour());
            pen += glyph.advance();
        }
    }

    private void draw(Shape.UpwardText text) {
        int pen = text.y() + text.lettering().width(text.text()) / 2;
        for (int codePoint : text.text().codePoints().toArray()) {
            var glyph = text.lettering().glyph(codePoint);
            glyph.drawUpwards(pixels, text.x(), pen, text.colour());
            pen -= glyph.advance();
        }
    }

    /**
     * Draws a line: the coverage of a pixel depends on its distance to the nearest segment only, so that corners stay
     * even.
     */
    private void draw(Shape.Line line) {
        var bounds = Bounds.of(line, pixels);
        if (bounds.isEmpty()) {
            return;
        }
        var coverage = new float[bounds.width() * bounds.height()];
        var points = line.points();
        for (int i = 0; i < points.size(); i++) {
            cover(coverage, bounds, points.get(Math.max(0, i - 1)), points.get(i), line.width() / 2);
        }
        for (int i = 0; i < coverage.length; i++) {
            pixels.blend(
                    bounds.left() + i % bounds.width(), bounds.top() + i / bounds.width(), line.colour(), coverage[i]);
        }
    }

    private static void cover(float[] coverage, Bounds bounds, Point from, Point to, double radius) {
        var near = Bounds.of(from, to, radius).within(bounds);
        for (int y = near.top(); y < near.bottom(); y++) {
            for (int x = near.left(); x < near.right(); x++) {
                double share = radius + 0.5 - distance(x + 0.5, y + 0.5, from, to);
                int i = (y - bounds.top()) * bounds.width() + x - bounds.left();
                coverage[i] = Math.max(coverage[i], (float) Math.clamp(share, 0.0, 1.0));
            }
        }
    }

    private static double distance(double x, double y, Point from, Point to) {
        double dx = to.x() - from.x();
        double dy = to.y() - from.y();
        double square = dx * dx + dy * dy;
        double along = square == 0 ? 0 : Math.clamp(((x - from.x()) * dx + (y - from.y()) * dy) / square, 0.0, 1.0);
        double awayX = x - from.x() - along * dx;
        double awayY = y - from.y() - along * dy;
        return Math.sqrt(awayX * awayX + awayY * awayY);
    }

    /** A half-open rectangle of pixels. */
    private record Bounds(int left, int top, int right, int bottom) {

        static Bounds of(Shape.Line line, Pixels pixels) {
            var all = new Bounds(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE);
            for (Point point : line.points()) {
                var one = of(point, point, line.width() / 2);
                all = new Bounds(
                        Math.min(all.left, one.left),
                        Math.min(all.top, one.top),
                        Math.max(all.right, one.right),
                        Math.max(all.bottom, one.bottom));
            }
            return all.within(new Bounds(0, 0, pixels.width(), pixels.height()));
        }

        static Bounds of(Point from, Point to, double radius) {
            return new Bounds(
                    (int) Math.floor(Math.min(from.x(), to.x()) - radius - 1),
                    (int) Math.floor(Math.min(from.y(), to.y()) - radius - 1),
                    (int) Math.ceil(Math.max(from.x(), to.x()) + radius + 1),
                    (int) Math.ceil(Math.max(from.y(), to.y()) + radius + 1));
        }

        Bounds within(Bounds outer) {
            return new Bounds(
                    Math.max(left, outer.left),
                    Math.max(top, outer.top),
                    Math.min(right, outer.right),
                    Math.min(bottom, outer.bottom));
        }

        boolean isEmpty() {
            return left >= right || top >= bottom;
        }

        int width() {
            return right - left;
        }

        int height() {
            return bottom - top;
        }
    }
}
