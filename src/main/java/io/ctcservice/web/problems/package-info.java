/** Error responses as RFC 9457 problem documents. */
@NullMarked
package io.ctcservice.web.problems;

import org.jspecify.annotations.NullMarked;
