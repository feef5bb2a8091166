package io.ctcservice.train.print;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.font.TextAttribute;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A painter of lines of text, black on white, with random faces, layout and crop. */
final class LinePainter {

    private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);
    /** The size in which all type is set before it is scaled: Java keeps native memory for each size of a font. */
    private static final float SET_SIZE = 64;

    private static final int TRIES = 40;
    private static final int WIDEST = 3000;

    private final FontShelf shelf;

    LinePainter(FontShelf shelf) {
        this.shelf = shelf;
    }

    /**
     * A painted line.
     *
     * @param picture the line; what is next to it on the page may show at the edges
     * @param places of its characters, in order
     */
    record Painting(Grey picture, List<CharacterPlace> places) {}

    /** Returns a picture of the text, and where in it each of its characters is. */
    Painting paint(String text, RandomGenerator random) {
        List<Font> faces = faces(text, random);
        double em = 14 + 42 * Math.pow(random.nextDouble(), 1.5);
        Type type = set(text, faces, em, random);
        Path2D outline = type.outline();
        Rectangle2D body = FontShelf.bounds(faces.getFirst().deriveFont(SET_SIZE), "Hdpg");
        double scale = em / SET_SIZE;
        var frame = new Frame(outline.getBounds2D(), scale * body.getMinY(), scale * body.getMaxY());
        if (random.nextInt(100) < 8) {
            addNeighbours(outline, frame, faces.getFirst(), em, random);
        }
        if (random.nextInt(200) < 3) {
            outline.append(underline(frame, em, random), false);
        }
        AffineTransform bend = bend(frame.ink(), em, random);
        Rectangle2D crop = crop(frame, bend, em, random);
        Grey picture = fill(bend.createTransformedShape(outline), crop, em, random);
        return new Painting(picture, places(type.boxes(), bend, crop));
    }

    /** A line of type: its outline, and the box of the ink of each character, which is empty for a space. */
    private record Type(Path2D outline, List<Rectangle2D> boxes) {}

    private static List<CharacterPlace> places(List<Rectangle2D> boxes, AffineTransform bend, Rectangle2D crop) {
        return boxes.stream()
                .map(box -> {
                    if (box.isEmpty()) {
                        return CharacterPlace.NONE;
                    }
                    Rectangle2D bent = bend.createTransformedShape(box).getBounds2D();
                    return new CharacterPlace(
                            (bent.getMinX() - crop.getX()) / crop.getWidth(),
                            (bent.getMaxX() - crop.getX()) / crop.getWidth());
                })
                .toList();
    }

    /** The bounds of the ink of the line, and the top and bottom that its letters may reach. */
    private record Frame(Rectangle2D ink, double top, double bottom) {}

    /** Returns the face of most of the line, and one of the same family for some words of it. */
    private List<Font> faces(String text, RandomGenerator random) {
        for (int i = 0; i < TRIES; i++) {
            FontShelf.Family family = shelf.draw(random);
            Font face = family.faces().get(random.nextInt(family.faces().size()));
            if (face.canDisplayUpTo(text) < 0) {
                Font other = family.faces().get(random.nextInt(family.faces().size()));
                return List.of(face, other.canDisplayUpTo(text) < 0 ? other : face);
            }
        }
        throw new IllegalStateException("no font has all of: " + text);
    }

    private static Type set(String text, List<Font> faces, double em, RandomGenerator random) {
        Map<TextAttribute, Object> attributes = new HashMap<>();
        attributes.put(TextAttribute.SIZE, SET_SIZE);
        if (random.nextInt(100) < 85) {
            attributes.put(TextAttribute.KERNING, TextAttribute.KERNING_ON);
        }
        if (random.nextInt(100) < 65) {
            attributes.put(TextAttribute.LIGATURES, TextAttribute.LIGATURES_ON);
        }
        if (random.nextInt(100) < 25) {
            attributes.put(
                    TextAttribute.TRACKING, (float) (random.nextDouble() < 0.4 ? -0.02 : 0.12 * random.nextDouble()));
        }
        Font plain = faces.get(0).deriveFont(attributes);
        Font other = faces.get(1).deriveFont(attributes);
        String[] words = text.split(" ", -1);
        int otherFrom = random.nextInt(100) < 18 ? random.nextInt(words.length) : words.length;
        int otherTo = otherFrom + 1 + random.nextInt(4);
        double space = space(plain) * (random.nextInt(100) < 60 ? 1 : 0.75 + 1.5 * Math.pow(random.nextDouble(), 2));
        var outline = new Path2D.Double(Path2D.WIND_NON_ZERO);
        var boxes = new ArrayList<Rectangle2D>();
        double x = 0;
        for (int i = 0; i < words.length; i++) {
            Font font = i >= otherFrom && i < otherTo ? other : plain;
            char[] letters = words[i].toCharArray();
            GlyphVector glyphs = font.layoutGlyphVector(EXACT, letters, 0, letters.length, Font.LAYOUT_LEFT_TO_RIGHT);
            outline.append(glyphs.getOutline((float) x, 0), false);
            boxes.addAll(boxes(glyphs, letters.length, x, em / SET_SIZE));
            boxes.add(new Rectangle2D.Double()); // the space behind
            x += glyphs.getLogicalBounds().getWidth() + space * (random.nextInt(40) == 0 ? 2 : 1);
        }
        outline.transform(AffineTransform.getScaleInstance(em / SET_SIZE, em / SET_SIZE));
        return new Type(outline, boxes.subList(0, text.length()));
    }

    /** Returns the box of the ink of each character of a word; the characters of a ligature share its box evenly. */
    private static List<Rectangle2D> boxes(GlyphVector glyphs, int characters, double x, double scale) {
        var boxes = new ArrayList<Rectangle2D>(Collections.nCopies(characters, new Rectangle2D.Double()));
        for (int i = 0; i < glyphs.getNumGlyphs(); i++) {
            Rectangle2D ink = glyphs.getGlyphVisualBounds(i).getBounds2D();
            if (!ink.isEmpty()) {
                var placed = new Rectangle2D.Double(
                        scale * (x + ink.getX()), scale * ink.getY(), scale * ink.getWidth(), scale * ink.getHeight());
                boxes.set(glyphs.getGlyphCharIndex(i), placed);
            }
        }
        for (int from = 0, to; from < characters; from = to) {
            to = from + 1;
            while (to < characters && boxes.get(to).isEmpty()) {
                to++;
            }
            Rectangle2D whole = boxes.get(from);
            double width = whole.getWidth() / (to - from);
            for (int i = from; i < to; i++) {
                double left = whole.getX() + (i - from) * width;
                boxes.set(i, new Rectangle2D.Double(left, whole.getY(), width, whole.getHeight()));
            }
        }
        return boxes;
    }

    private static double space(Font font) {
        double width = font.getStringBounds(" ", EXACT).getWidth();
        return width > 0.12 * SET_SIZE ? width : 0.25 * SET_SIZE;
    }

    /** Adds lines above and below, parts of which may remain in the crop. */
    private static void addNeighbours(Path2D outline, Frame frame, Font face, double em, RandomGenerator random) {
        double pitch = em * (1 + 0.35 * random.nextDouble());
        var letters = new StringBuilder();
        while (letters.length() < 6 + frame.ink().getWidth() / em * 2) {
            letters.append((char) (random.nextInt(6) == 0 ? ' ' : 'a' + random.nextInt(26)));
        }
        Shape line = face.deriveFont(SET_SIZE)
                .createGlyphVector(EXACT, letters.toString())
                .getOutline();
        for (int side : new int[] {-1, 1}) {
            var place = AffineTransform.getTranslateInstance((side - 3) * em / 4, side * pitch);
            place.scale(em / SET_SIZE, em / SET_SIZE);
            outline.append(place.createTransformedShape(line), false);
        }
    }

    private static Shape underline(Frame frame, double em, RandomGenerator random) {
        return new Rectangle2D.Double(
                frame.ink().getX(),
                em * (0.1 + 0.12 * random.nextDouble()),
                frame.ink().getWidth(),
                em * (0.03 + 0.05 * random.nextDouble()));
    }

    /** Returns a random transform: width, slant and rotation. The turn is small in long lines, which else would leave their own height. */
    private static AffineTransform bend(Rectangle2D ink, double em, RandomGenerator random) {
        var bend = new AffineTransform();
        if (random.nextInt(100) < 50) {
            double most = Math.min(0.035, 0.3 * em / Math.max(1, ink.getWidth()));
            bend.rotate(Math.clamp(random.nextGaussian() * most * 0.6, -most, most), ink.getCenterX(), 0);
        }
        if (random.nextInt(100) < 22) {
            bend.shear(Math.clamp(random.nextGaussian() * 0.1, -0.3, 0.3), 0);
        }
        if (random.nextInt(100) < 35) {
            bend.scale(Math.exp(0.14 * random.nextGaussian()), 1);
        }
        return bend;
    }

    private static Rectangle2D crop(Frame frame, AffineTransform bend, double em, RandomGenerator random) {
        Rectangle2D ink = bend.createTransformedShape(frame.ink()).getBounds2D();
        double top = ink.getMinY();
        double bottom = ink.getMaxY();
        if (random.nextInt(100) < 55) { // as lines are found on a page: by the room of their letters
            top = Math.min(top, frame.top());
            bottom = Math.max(bottom, frame.bottom());
        }
        double least = (0.65 + 0.3 * random.nextDouble()) * (frame.bottom() - frame.top());
        double lacking = Math.max(0, least - (bottom - top));
        double share = random.nextDouble();
        top -= lacking * share + em * margin(0.2, 0.5, random);
        bottom += lacking * (1 - share) + em * margin(0.2, 0.5, random);
        double left = ink.getMinX() - em * margin(0.4, 1.3, random);
        double right = ink.getMaxX() + em * margin(0.4, 1.3, random);
        return new Rectangle2D.Double(left, top, right - left, bottom - top);
    }

    /** Returns a random margin in em: tight, usual or loose. */
    private static double margin(double usual, double loose, RandomGenerator random) {
        int kind = random.nextInt(100);
        if (kind < 3) {
            return -0.03 * random.nextDouble();
        }
        return (kind < 40 ? 0.05 : kind < 86 ? usual : loose) * random.nextDouble();
    }

    private static Grey fill(Shape shape, Rectangle2D crop, double em, RandomGenerator random) {
        int width = Math.clamp(Math.round(crop.getWidth()), 6, WIDEST);
        int height = (int) Math.max(8, Math.round(crop.getHeight()));
        var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.BLACK);
        graphics.translate(-crop.getX(), -crop.getY());
        graphics.fill(shape);
        if (random.nextInt(100) < 14) { // ink that spreads
            graphics.setStroke(new BasicStroke((float) (em * (0.01 + 0.04 * random.nextDouble()))));
            graphics.draw(shape);
        }
        graphics.dispose();
        return Grey.ofGrey(image);
    }
}
