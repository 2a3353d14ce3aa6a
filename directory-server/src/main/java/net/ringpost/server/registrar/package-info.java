// SPDX-License-Identifier: Apache-2.0
/** Answers REGISTER: who may register what, and what is stored of it. */
@NullMarked
package net.ringpost.server.registrar;

import org.jspecify.annotations.NullMarked;
