// SPDX-License-Identifier: Apache-2.0
@NullMarked
package net.ringpost.db;

import org.jspecify.annotations.NullMarked;
