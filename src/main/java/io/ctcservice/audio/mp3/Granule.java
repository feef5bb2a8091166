package io.ctcservice.audio.mp3;

/** The side information of one channel in one granule. */
final class Granule {

    static final int SHORT = 2; // the type of a block

    int bits; // of scale factors and Huffman codes
    int bigValues;
    int globalGain;
    int scaleCompress;
    boolean isSwitched;
    int blockType;
    boolean isMixed;
    final int[] tables = new int[3];
    final int[] subblockGains = new int[3];
    int region0;
    int region1;
    boolean hasPreEmphasis;
    int scaleShift; // scale factors are halves of a power of two, or whole ones
    int quadTable;

    /** Scale factors of long blocks by band, and of short ones by band and window. */
    final int[] longScales = new int[22];

    final int[][] shortScales = new int[13][3];

    /** The largest value of each scale factor, which marks a band without a direction; only for the lower sample rates. */
    final int[] longMost = new int[22];

    final int[][] shortMost = new int[13][3];

    boolean isShort() {
        return blockType == SHORT;
    }

    /** Reads the side information of this granule. */
    void read(MainData side, boolean isFirstVersion) {
        bits = side.bits(12);
        bigValues = Math.min(288, side.bits(9));
        globalGain = side.bits(8);
        scaleCompress = side.bits(isFirstVersion ? 4 : 9);
        isSwitched = side.bit() == 1;
        blockType = 0;
        isMixed = false;
        if (isSwitched) {
            blockType = side.bits(2);
            isMixed = side.bit() == 1;
            tables[0] = side.bits(5);
            tables[1] = side.bits(5);
            tables[2] = 0;
            for (int w = 0; w < 3; w++) {
                subblockGains[w] = side.bits(3);
            }
        } else {
            for (int region = 0; region < 3; region++) {
                tables[region] = side.bits(5);
            }
            region0 = side.bits(4);
            region1 = side.bits(3);
        }
        hasPreEmphasis = isFirstVersion && side.bit() == 1;
        scaleShift = side.bit();
        quadTable = side.bit();
    }
}
