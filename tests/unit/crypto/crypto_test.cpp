#include "crypto/crypto.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::crypto;

TEST_CASE("SHA-256 is that of FIPS 180-4, its digits as many as asked for") {
    // As sha256sum prints it.
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(hex(sha256("abc"), 8) == "ba7816bf");
    CHECK(hex(sha256("abc"), 3) == "ba7");
    CHECK(hex(sha256("abc"), 0).empty());
    CHECK(hex(sha256("abc"), 65) == sha256_hex("abc"));
}

TEST_CASE("HMAC is that of RFC 4231") {
    const auto mac = hmac_sha256(Secret("Jefe"), "what do ya want for nothing?");
    CHECK(base64(mac) == "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");
}

TEST_CASE("what is the same is so wherever it differs") {
    CHECK(are_same("abc", "abc"));
    CHECK(are_same("", ""));
    for (const auto* const other : {"", "ab", "abd", "bbc", "abcd"})
        CHECK_FALSE(are_same("abc", other));
}

TEST_CASE("base64 reads what it writes and nothing else") {
    for (const auto* const octets : {"", "f", "fo", "foo", "foob", "fooba", "foobar"})
        CHECK(from_base64(base64(octets)) == octets);
    CHECK(base64("foobar") == "Zm9vYmFy");
    for (const auto* const text :
         {"Zg", "Zg=", "Zg===", "Z===", "====", "Zm9v\n", "Zm 9", "Zg==Zg==", "Zg=a"})
        CHECK_FALSE(from_base64(text));
}

TEST_CASE("base64url has no letter that an address would have to escape") {
    CHECK(base64url("\xFB\xEF\xFF\x3E") == "--__Pg");
    CHECK(base64url("ab") == "YWI");
    CHECK(base64url("") == "");
    CHECK(base64url("abc") == "YWJj");
}

TEST_CASE("random octets are as many as asked for, and others each time") {
    CHECK(random_octets(32).size() == 32);
    CHECK(random_octets(32) != random_octets(32));
}
