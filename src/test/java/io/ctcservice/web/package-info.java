/** Tests of the behaviour that all endpoints share, against the running server. */
@NullMarked
package io.ctcservice.web;

import org.jspecify.annotations.NullMarked;
