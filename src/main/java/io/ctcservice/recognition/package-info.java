/** Neural networks: from a sound or a picture of a line to emissions. */
@NullMarked
package io.ctcservice.recognition;

import org.jspecify.annotations.NullMarked;
