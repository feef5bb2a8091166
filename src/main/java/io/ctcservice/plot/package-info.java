/** Pictures of features, emissions and lattices, as SVG and as PNG, with the same pixels on every machine. */
@NullMarked
package io.ctcservice.plot;

import org.jspecify.annotations.NullMarked;
