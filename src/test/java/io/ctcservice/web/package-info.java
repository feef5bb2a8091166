/** Tests of what all endpoints share, against the server as it runs. */
@NullMarked
package io.ctcservice.web;

import org.jspecify.annotations.NullMarked;
