package io.ctcservice.plot;

import static io.ctcservice.plot.Lettering.LARGE;
import static io.ctcservice.plot.Lettering.SMALL;

import io.ctcservice.plot.Shape.Anchor;
import io.ctcservice.plot.Shape.Point;
import java.util.ArrayList;
import java.util.List;

/** A painter of heat maps: title above, strips and frame axis below, colour bar at the right. */
final class HeatMapPainter {

    private static final int INK = 0x1b2330;
    private static final int MUTED = 0x596373;
    private static final int RULE = 0x9aa3b0;
    private static final int WHITE = 0xffffff;
    private static final int BLANK_SPAN = 0xe2e4e8;
    private static final int[] LABEL_SPANS = {0x2c5d8f, 0x47749f};

    private static final int MARGIN = 16;
    private static final int HEAD = 68;
    private static final int TICK = 5;
    private static final int FOOT = 52;
    private static final int STRIP_HEIGHT = 22;
    private static final int STRIP_PITCH = 28;
    private static final int NARROWEST = 560;
    private static final int LABEL_ROOM = 150;

    private final HeatMap map;
    private final List<Shape> shapes = new ArrayList<>();
    private final int labelWidth;
    private final int left;
    private final int right;
    private final int bottom;
    private final int foot;

    private HeatMapPainter(HeatMap map) {
        this.map = map;
        labelWidth = widestLabel(map);
        left = MARGIN + 2 * SMALL.size() + labelWidth + TICK;
        right = left + map.frames().length();
        bottom = HEAD + map.rows().length();
        foot = bottom
                + (map.strips().isEmpty() ? 0 : 6)
                + STRIP_PITCH * map.strips().size();
    }

    static Picture paint(HeatMap map) {
        return new HeatMapPainter(map).paint();
    }

    private static int widestLabel(HeatMap map) {
        int widest = 0;
        for (String label : map.rowLabels()) {
            widest = Math.max(widest, SMALL.width(label));
        }
        for (Strip strip : map.strips()) {
            widest = Math.max(widest, SMALL.width(strip.caption()));
        }
        return Math.min(widest, LABEL_ROOM);
    }

    private Picture paint() {
        var bar = new ColourBar(
                map.scale(), map.unit(), right + MARGIN + 4, HEAD, map.rows().length());
        int width = Math.max(NARROWEST, bar.right() + MARGIN);
        int height = Math.max(foot + FOOT, bar.bottom() + MARGIN);
        head(width);
        shapes.add(new Shape.Image(left, HEAD, map.pixels()));
        rowLabels();
        path();
        strips();
        frameLabels();
        shapes.addAll(bar.shapes(INK, MUTED));
        return new Picture(width, height, map.title() + ". " + map.subtitle(), shapes);
    }

    private void head(int width) {
        int room = width - 2 * MARGIN;
        shapes.add(new Shape.Text(LARGE.fit(map.title(), room), MARGIN, 29, LARGE, Anchor.START, INK));
        shapes.add(new Shape.Text(SMALL.fit(map.subtitle(), room), MARGIN, 51, SMALL, Anchor.START, MUTED));
    }

    private void rowLabels() {
        int step = map.rows().labelStep(SMALL.size() + 1);
        int first = step == 1 || map.upwards() ? 0 : 1; // every other state of a lattice is a blank: label the others
        for (int row = first; row < map.rowLabels().size(); row += step) {
            int y = HEAD + (int) Math.round(map.middleOfRow(row));
            shapes.add(new Shape.Box(left - TICK, y, TICK - 1, 1, RULE));
            String label = SMALL.fit(map.rowLabels().get(row), labelWidth);
            shapes.add(new Shape.Text(label, left - TICK - 3, y + SMALL.baselineShift(), SMALL, Anchor.END, INK));
        }
        int middle = HEAD + map.rows().length() / 2;
        shapes.add(new Shape.UpwardText(map.rowCaption(), MARGIN + SMALL.size() - 3, middle, SMALL, MUTED));
    }

    private void path() {
        if (map.path().isEmpty()) {
            return;
        }
        var points = new ArrayList<Point>();
        for (int t = 0; t < map.path().size(); t++) {
            points.add(new Point(
                    left + map.frames().at(t + 0.5),
                    HEAD + map.middleOfRow(map.path().get(t))));
        }
        boolean fine = map.frames().cellSize() < 6 || map.rows().cellSize() < 6;
        if (!fine) {
            shapes.add(new Shape.Line(points, 5, INK));
        }
        shapes.add(new Shape.Line(points, fine ? 1.3 : 2.4, WHITE));
        if (map.frames().cellSize() >= 12 && map.rows().cellSize() >= 12) {
            for (Point point : points) {
                shapes.add(new Shape.Line(List.of(point), 8, INK));
                shapes.add(new Shape.Line(List.of(point), 5.4, WHITE));
            }
        }
    }

    private void strips() {
        int y = bottom + 6;
        for (Strip strip : map.strips()) {
            int base = y + STRIP_HEIGHT / 2 + SMALL.baselineShift();
            shapes.add(new Shape.Text(strip.caption(), left - TICK - 3, base, SMALL, Anchor.END, MUTED));
            int labels = 0;
            for (Span span : strip.spans()) {
                int colour = span.isBlank() ? BLANK_SPAN : LABEL_SPANS[labels % LABEL_SPANS.length];
                labels += span.isBlank() ? 0 : 1;
                span(span, y, base, colour);
            }
            y += STRIP_PITCH;
        }
    }

    private void span(Span span, int y, int base, int colour) {
        int from = left + (int) Math.round(map.frames().at(span.start()));
        int to = left + (int) Math.round(map.frames().at(span.end()));
        int gap = to - from > 4 ? 1 : 0;
        shapes.add(new Shape.Box(from, y, Math.max(1, to - from - gap), STRIP_HEIGHT, colour));
        if (SMALL.width(span.symbol()) + 2 <= to - from) {
            int ink = span.isBlank() ? MUTED : WHITE;
            shapes.add(new Shape.Text(span.symbol(), (from + to) / 2, base, SMALL, Anchor.MIDDLE, ink));
        }
    }

    private void frameLabels() {
        var frames = map.frames();
        int step = frames.labelStep(SMALL.width(Integer.toString(frames.count())) + 24);
        for (int t = 0; t < frames.count(); t += step) {
            int x = left + (int) Math.floor(frames.at(t + 0.5));
            shapes.add(new Shape.Box(x, foot + 1, 1, TICK, RULE));
            shapes.add(
                    new Shape.Text(Integer.toString(t), x, foot + TICK + SMALL.size() + 2, SMALL, Anchor.MIDDLE, INK));
        }
        String caption = frames.perCell() == 1
                ? "frame"
                : "frame (each column is the maximum of " + frames.perCell() + " frames)";
        shapes.add(new Shape.Text(caption, left, foot + TICK + 2 * SMALL.size() + 8, SMALL, Anchor.START, MUTED));
    }
}
