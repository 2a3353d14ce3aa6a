// SPDX-License-Identifier: Apache-2.0
/** The web pages. */
@NullMarked
package net.ringpost.server.site;

import org.jspecify.annotations.NullMarked;
