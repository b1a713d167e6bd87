#include "service/descriptors.hpp"

#include <catch2/catch.hpp>
#include <sys/resource.h>

using namespace nhaclich;

TEST_CASE("clients never take the last descriptors") {
    struct Row {
        std::size_t descriptors;
        std::size_t connections;
    };
    const Row rows[] = {{0, 0}, {60, 30}, {128, 64}, {1024, 960}, {8256, 8192}, {1'000'000, 8192}};
    for (const auto& [descriptors, connections] : rows) {
        CAPTURE(descriptors);
        CHECK(service::connections_within(descriptors, 8192) == connections);
    }
}

TEST_CASE("a process takes all the descriptors it is allowed") {
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
    const rlimit lowered{before.rlim_max / 2, before.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &lowered) == 0);
    CHECK(service::raise_descriptor_limit() == before.rlim_max);
    rlimit after{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &after) == 0);
    CHECK(after.rlim_cur == before.rlim_max);
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
}
