@NullMarked
package io.ctcservice.recognition;

import org.jspecify.annotations.NullMarked;
