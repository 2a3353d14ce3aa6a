// SPDX-License-Identifier: Apache-2.0
@NullMarked
package net.ringpost.server;

import org.jspecify.annotations.NullMarked;
