@NullMarked
package io.ctcservice.plot;

import org.jspecify.annotations.NullMarked;
