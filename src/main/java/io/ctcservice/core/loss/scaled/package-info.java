/**
 * The CTC recursion on scaled probabilities, fast and correct for any emissions: other packages use
 * {@link io.ctcservice.core.loss.scaled.ScaledForward}, the rest is its implementation.
 *
 * <h2>Why scaled</h2>
 *
 * <p>α_t(s) = (α(s) + α(s−1) + skip·α(s−2)) · p_t(s) is multiply and add as long as it is done on probabilities, but after
 * a few hundred frames these are far below the least double. In log space nothing is lost, at the price of exp and log for
 * every state and frame. Here a value is a mantissa, a double, times a power of two whose exponent is a long of its own.
 *
 * <h2>Pairs and rows</h2>
 *
 * <p>States are kept in pairs, a label and the blank from which paths enter it, labels in one array and blanks in another,
 * so that both loops of a frame run over contiguous memory ({@link io.ctcservice.core.loss.scaled.StateRows}). {@link
 * io.ctcservice.core.loss.scaled.StateLayout} knows where the pairs of a target are, and which of them a whole path can
 * pass through in a frame: only these are worked on.
 *
 * <h2>The life of a segment</h2>
 *
 * <p>A segment is 16 frames. {@link io.ctcservice.core.loss.scaled.ForwardSweep} takes one after the other:
 *
 * <ol>
 *   <li><b>Probabilities.</b> {@link io.ctcservice.core.loss.scaled.LabelProbabilities} computes the softmax of the target's
 *       labels in these frames: of whole rows where there are few classes, else of the labels alone.
 *   <li><b>Shared exponents.</b> In 16 frames a path moves on by at most 16 pairs. So the largest exponent within the 16
 *       pairs before a pair bounds what can come into it. Each pair gets that as the one exponent of its two states for the
 *       whole segment, the mantissas are scaled to it once, and what flows from pair to pair is multiplied with a constant
 *       power of two. Where the mantissas of the segment before have kept to the middle of the range, its exponents are
 *       simply kept.
 *   <li><b>The run.</b> {@link io.ctcservice.core.loss.scaled.SharedRecursion}: several pairs at a time are taken through
 *       all frames in registers.
 *   <li><b>Verification.</b> The same loop keeps the least mantissa of any state that a path has reached, and at the end
 *       the largest are looked at. If each was between 2^-1000 and 2^1000, rounding is all that was lost, and the segment is
 *       done. If not, new exponents are chosen and it is tried once more, where it had been tried with old ones.
 *   <li><b>The exact rerun.</b> Row 0, where the segment began, is still as it was. {@link
 *       io.ctcservice.core.loss.scaled.ExactRecursion} starts from it again with an exponent for every state, which follows
 *       it from frame to frame; slower, but nothing can be lost. Probabilities come as fractions and exponents, too. After
 *       such a failure the next segments are run exactly at once, more of them with each further failure ({@link
 *       io.ctcservice.core.loss.scaled.Backoff}).
 * </ol>
 *
 * <p>Only a probability below exp(−2^35) has no exponent here: where one might matter, the utterance is left to {@link
 * io.ctcservice.core.loss.LogForward}.
 *
 * <h2>A lower bound</h2>
 *
 * <p>A decoder knows some paths of its hypothesis, whose probability is a lower bound of the likelihood. With such a bound a
 * sweep through a long target leaves out the states at either end of the range that are {@link
 * io.ctcservice.core.loss.scaled.NegligibleStates negligible} beside it, before each segment. What it has left out cannot
 * matter if the likelihood comes out as the bound says; if not, it is computed again without a bound.
 *
 * <h2>The backward pass</h2>
 *
 * <p>The gradient needs α and β of the same frame. {@link io.ctcservice.core.loss.scaled.ScaledPass} runs forward once, then
 * back segment by segment. For each it asks {@link io.ctcservice.core.loss.scaled.ForwardRows} for the α of its 16 frames:
 * of a short utterance all rows were kept; of a longer one only checkpoints, the row between two segments, from which the
 * segment is run once more. {@link io.ctcservice.core.loss.scaled.BackwardSweep} runs β through the segment in the same way
 * as above, from the last frame to the first, and multiplies it with α on the way: posteriors. {@link
 * io.ctcservice.core.loss.scaled.ClassOccupancy} sums them over the states of each class and writes the rows of the
 * occupancy, or softmax less the occupancy: the gradient.
 *
 * <p>All arrays come from a {@link io.ctcservice.core.loss.scaled.Scratch} that the next utterance uses again. The
 * recursions are there twice, in plain loops here and on the Vector API in {@code vector}; the same tests hold for both.
 */
@NullMarked
package io.ctcservice.core.loss.scaled;

import org.jspecify.annotations.NullMarked;
