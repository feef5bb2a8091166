/**
 * Protection from overload: admission, permits, limits of size and time, and computations that end when their client has gone.
 *
 * <p>What a request takes, in this order, and gives back at its end:
 *
 * <ol>
 *   <li>a <b>connection</b>, of which the headers must arrive in time ({@code PeekingProtocol});
 *   <li>a <b>place</b>, that is one of {@code ctc.overload.max-requests} permits, and <b>room</b>, that is a permit for each KiB of
 *       its body ({@code AdmissionFilter}); while there is none it waits, and is answered with 503 at last;
 *   <li>its <b>body</b>, which is refused if it is too large ({@code BodyLimitFilter}) or too slow ({@code BodyClock});
 *   <li>a <b>turn</b>, that is one of as many permits to compute as there are processors ({@code Computations}), from the last byte
 *       of the body on ({@code ComputationGate}, {@code BodyReading}); while it waits or computes, {@code ConnectionWatch} looks
 *       whether its client is still there;
 *   <li>its <b>response</b>, which its client must read in time ({@code ResponseClock}). The turn is over before the first byte of
 *       it, the place and the room are given back before the last.
 * </ol>
 */
@NullMarked
package io.ctcservice.web.overload;

import org.jspecify.annotations.NullMarked;
