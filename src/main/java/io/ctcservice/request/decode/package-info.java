/** Requests to decode: the record, the decoder that it asks for, and its hypotheses. Shared by POST /decode and streams. */
@NullMarked
package io.ctcservice.request.decode;

import org.jspecify.annotations.NullMarked;
