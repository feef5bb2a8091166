@NullMarked
package io.ctcservice.recognition.picture;

import org.jspecify.annotations.NullMarked;
