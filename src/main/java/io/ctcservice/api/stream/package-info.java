/**
 * GET /stream and GET /vosk, WebSockets: live emissions or audio in, partial and final hypotheses out.
 *
 * <p>The life of a stream:
 *
 * <ol>
 *   <li><b>Handshake.</b> {@link io.ctcservice.api.stream.StreamController} chooses the
 *       {@link io.ctcservice.api.stream.Protocol}; {@link io.ctcservice.api.stream.Handshake} checks origin, key and query, has
 *       {@link io.ctcservice.api.stream.OpenStreams} admit an {@link io.ctcservice.api.stream.OpenStream}, and upgrades the
 *       connection.
 *   <li><b>Messages in.</b> Tomcat hands parts of messages to the {@link io.ctcservice.api.stream.StreamEndpoint}, which puts
 *       them together within {@code ctc.stream.memory} and passes each on as a
 *       {@link io.ctcservice.api.stream.StreamEvents} to the {@link io.ctcservice.api.stream.Conversation}, where
 *       {@link io.ctcservice.api.stream.WaitingEvents} keep it until its turn.
 *   <li><b>Computation.</b> The conversation handles one event at a time with a permit, as a request has one, and pauses the
 *       connection while others wait. The protocol makes a {@link io.ctcservice.api.stream.StreamStart} of the first text
 *       message and with it a {@link io.ctcservice.api.stream.StreamDecoder}; from then on a
 *       {@link io.ctcservice.api.stream.RowSource} makes rows of emissions of binary messages: scores as they are
 *       ({@link io.ctcservice.api.stream.ScoreRows}), or sound by way of a network
 *       ({@link io.ctcservice.api.stream.SoundRows}).
 *   <li><b>Decoding.</b> The decoder feeds the rows to a {@link io.ctcservice.core.decode.DecodingSession}. A segment ends by an
 *       endpoint rule, by {@code flush} or with the stream: then a final result follows. All other binary messages are
 *       followed by a partial one ({@link io.ctcservice.api.stream.SegmentResults}).
 *   <li><b>Messages out.</b> The {@link io.ctcservice.api.stream.MessageSender} sends them; a client that reads slowly misses
 *       partial results, never a final one.
 *   <li><b>End.</b> The client ends the stream, breaks a rule ({@link io.ctcservice.api.stream.CloseCode}), goes away, or
 *       {@code OpenStreams} finds that it is idle, lasts too long, or has to go since the server shuts down. Memory and permit
 *       are given back when the connection is closed.
 * </ol>
 */
@NullMarked
package io.ctcservice.api.stream;

import org.jspecify.annotations.NullMarked;
