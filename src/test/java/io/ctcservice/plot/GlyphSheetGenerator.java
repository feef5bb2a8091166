package io.ctcservice.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A program that draws the glyph sheets of the pictures, from two free fonts. Run by hand when a font or a size
 * changes; what it wrote is checked in, so that a picture has the same pixels on every machine and needs no font there.
 *
 * <p>Arguments: DejaVuSans.ttf, DroidSansFallbackFull.ttf (Debian packages fonts-dejavu-core and
 * fonts-droid-fallback), the folder to write to.
 */
final class GlyphSheetGenerator {

    private static final FontRenderContext CONTEXT = new FontRenderContext(new AffineTransform(), true, false);
    private static final List<Charset> EAST_ASIAN =
            List.of(Charset.forName("GBK"), Charset.forName("Shift_JIS"), Charset.forName("EUC-KR"));

    private GlyphSheetGenerator() {}

    public static void main(String[] arguments) throws IOException, FontFormatException {
        Font latin = Font.createFont(Font.TRUETYPE_FONT, Path.of(arguments[0]).toFile());
        Font eastAsian =
                Font.createFont(Font.TRUETYPE_FONT, Path.of(arguments[1]).toFile());
        Path folder = Path.of(arguments[2]);
        IntPredicate inLatin = c -> c <= 0xffff && Character.isDefined(c) && !hidden(c) && latin.canDisplay(c);
        IntPredicate inEastAsian = c -> !inLatin.test(c) && eastAsian.canDisplay(c) && isEastAsian(c);
        write(latin.deriveFont(13f), inLatin, folder.resolve("dejavu-sans-13.glyphs"));
        write(latin.deriveFont(16f), c -> c < 0x2300 && inLatin.test(c), folder.resolve("dejavu-sans-16.glyphs"));
        write(eastAsian.deriveFont(14f), inEastAsian, folder.resolve("droid-sans-fallback-14.glyphs"));
    }

    private static boolean hidden(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.PRIVATE_USE
                || type == Character.SURROGATE;
    }

    private static boolean isEastAsian(int codePoint) {
        String text = Character.toString(codePoint);
        return codePoint >= 0x2000
                && codePoint <= 0xffff
                && EAST_ASIAN.stream().anyMatch(c -> c.newEncoder().canEncode(text));
    }

    private static void write(Font font, IntPredicate wanted, Path file) throws IOException {
        var codePoints = new ArrayList<Integer>();
        for (int c = 0x20; c <= 0xffff; c++) {
            if (wanted.test(c)) {
                codePoints.add(c);
            }
        }
        try (var out = new DataOutputStream(new SmallGzip(Files.newOutputStream(file)))) {
            out.writeInt(codePoints.size());
            for (int c : codePoints) {
                write(font, c, out);
            }
        }
    }

    /** Writes code point, advance, left, top and size of the ink, then its coverage, two pixels a byte, 4 bits each. */
    private static void write(Font font, int codePoint, DataOutputStream out) throws IOException {
        var glyph = font.createGlyphVector(CONTEXT, Character.toChars(codePoint));
        var ink = glyph.getPixelBounds(CONTEXT, 0, 0);
        out.writeShort(codePoint);
        out.writeByte(Math.round(glyph.getGlyphMetrics(0).getAdvanceX()));
        out.writeByte(ink.x);
        out.writeByte(ink.y);
        out.writeByte(ink.width);
        out.writeByte(ink.height);
        if (ink.width == 0 || ink.height == 0) {
            return;
        }
        var image = new BufferedImage(ink.width, ink.height, BufferedImage.TYPE_BYTE_GRAY);
        var graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.drawGlyphVector(glyph, -ink.x, -ink.y);
        graphics.dispose();
        int pixels = ink.width * ink.height;
        for (int i = 0; i < pixels; i += 2) {
            int high = level(image, i, ink.width);
            int low = i + 1 < pixels ? level(image, i + 1, ink.width) : 0;
            out.writeByte(high << 4 | low);
        }
    }

    private static int level(BufferedImage image, int pixel, int width) {
        int coverage = image.getRaster().getSample(pixel % width, pixel / width, 0);
        return Math.round(coverage * 15f / 255f);
    }

    private static final class SmallGzip extends GZIPOutputStream {
        SmallGzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
