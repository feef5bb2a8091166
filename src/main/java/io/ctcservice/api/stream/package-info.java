/** GET /stream and GET /vosk, WebSockets: emissions or sound in while they are made, partial and final readings out. */
@NullMarked
package io.ctcservice.api.stream;

import org.jspecify.annotations.NullMarked;
