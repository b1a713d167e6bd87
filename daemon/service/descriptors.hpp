// File descriptors: how many there are, and how many of them clients of the HTTP server may hold.
// In: the limits of the process. Out: numbers.
#pragma once

#include <cstddef>

namespace nhaclich::service {

/// Raises the soft limit of this process to its hard one (setrlimit(2)), as far as that is allowed.
/// Returns the one in force.
std::size_t raise_descriptor_limit();

/// Of `descriptors`, what may be connections, `wanted` at most: so many stay free for the database,
/// for sending and for reading files again that clients can never keep a reminder from going out.
std::size_t connections_within(std::size_t descriptors, std::size_t wanted);

}  // namespace nhaclich::service
