// SPDX-License-Identifier: Apache-2.0
/** What every part of REST shares: signing in, problem documents, headers. */
@NullMarked
package net.ringpost.server.web;

import org.jspecify.annotations.NullMarked;
