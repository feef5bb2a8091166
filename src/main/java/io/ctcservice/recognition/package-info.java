/** Neural networks that turn sound or pictures of lines into emissions. */
@NullMarked
package io.ctcservice.recognition;

import org.jspecify.annotations.NullMarked;
