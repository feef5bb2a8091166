/** What a request to decode asks for, checked, and its hypotheses: shared by POST /decode and by streams. */
@NullMarked
package io.ctcservice.request.decode;

import org.jspecify.annotations.NullMarked;
