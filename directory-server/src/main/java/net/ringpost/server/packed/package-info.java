// SPDX-License-Identifier: Apache-2.0
/** Much in little memory: values as bytes, and tables of them. */
@NullMarked
package net.ringpost.server.packed;

import org.jspecify.annotations.NullMarked;
