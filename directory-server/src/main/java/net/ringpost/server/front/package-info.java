// SPDX-License-Identifier: Apache-2.0
/** The HTTP port: what is settled before a request reaches a feature, on Tomcat's own terms. */
@NullMarked
package net.ringpost.server.front;

import org.jspecify.annotations.NullMarked;
