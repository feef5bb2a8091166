package io.ctcservice.plot;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The pre-rendered glyphs of one font at one size, so that pictures need no font, font library or desktop. Immutable.
 */
final class GlyphSheet {

    private final Map<Integer, Glyph> glyphs;

    private GlyphSheet(Map<Integer, Glyph> glyphs) {
        this.glyphs = glyphs;
    }

    /** Returns the sheet of that name, a resource next to this class. */
    static GlyphSheet load(String name) {
        try (var resource = GlyphSheet.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("glyph sheet " + name + " is missing from the build");
            }
            return read(new DataInputStream(new GZIPInputStream(resource, 1 << 16)));
        } catch (IOException e) {
            throw new UncheckedIOException("glyph sheet " + name, e);
        }
    }

    private static GlyphSheet read(DataInputStream in) throws IOException {
        int count = in.readInt();
        var glyphs = HashMap.<Integer, Glyph>newHashMap(count);
        for (int i = 0; i < count; i++) {
            int codePoint = in.readUnsignedShort();
            int advance = in.readByte();
            int left = in.readByte();
            int top = in.readByte();
            int width = in.readUnsignedByte();
            int height = in.readUnsignedByte();
            byte[] levels = in.readNBytes((width * height + 1) / 2);
            glyphs.put(codePoint, new Glyph(advance, left, top, width, height, levels));
        }
        return new GlyphSheet(glyphs);
    }

    /** Returns the glyph of a code point, or null if this font has none. */
    @Nullable
    Glyph glyph(int codePoint) {
        return glyphs.get(codePoint);
    }
}
