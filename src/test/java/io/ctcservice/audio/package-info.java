@NullMarked
package io.ctcservice.audio;

import org.jspecify.annotations.NullMarked;
