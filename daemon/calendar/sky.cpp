#include "calendar/sky.hpp"

#include <array>
#include <cmath>
#include <libnova/lunar.h>
#include <libnova/nutation.h>
#include <libnova/solar.h>
#include <numbers>

namespace nhaclich::calendar::sky {

namespace {

constexpr double seconds_a_day = 86400.0;
constexpr double unix_epoch = 2440587.5;  // Julian Date of 1970-01-01T00:00Z

double sine(double degrees) { return std::sin(degrees * std::numbers::pi / 180.0); }

double within_circle(double degrees) {
    const double rest = std::fmod(degrees, 360.0);
    return rest < 0 ? rest + 360.0 : rest;
}

double julian_date(Instant instant) {
    return unix_epoch + static_cast<double>(instant.time_since_epoch().count()) / seconds_a_day;
}

Instant instant_of(double julian_date) {
    const auto seconds = std::llround((julian_date - unix_epoch) * seconds_a_day);
    return Instant{std::chrono::seconds{seconds}};
}

/// A periodic term: coefficient, power of E, multiples of M, M', F and Ω.
struct Term {
    double coefficient;
    int e, m, m1, f, node;
};

// Meeus, Astronomical Algorithms, 2nd ed., ch. 49: the terms of the new moon.
constexpr std::array terms{
    Term{-0.40720, 0, 0, 1, 0, 0}, Term{0.17241, 1, 1, 0, 0, 0},    Term{0.01608, 0, 0, 2, 0, 0},
    Term{0.01039, 0, 0, 0, 2, 0},  Term{0.00739, 1, -1, 1, 0, 0},   Term{-0.00514, 1, 1, 1, 0, 0},
    Term{0.00208, 2, 2, 0, 0, 0},  Term{-0.00111, 0, 0, 1, -2, 0},  Term{-0.00057, 0, 0, 1, 2, 0},
    Term{0.00056, 1, 1, 2, 0, 0},  Term{-0.00042, 0, 0, 3, 0, 0},   Term{0.00042, 1, 1, 0, 2, 0},
    Term{0.00038, 1, 1, 0, -2, 0}, Term{-0.00024, 1, -1, 2, 0, 0},  Term{-0.00017, 0, 0, 0, 0, 1},
    Term{-0.00007, 0, 2, 1, 0, 0}, Term{0.00004, 0, 0, 2, -2, 0},   Term{0.00004, 0, 3, 0, 0, 0},
    Term{0.00003, 0, 1, 1, -2, 0}, Term{0.00003, 0, 0, 2, 2, 0},    Term{-0.00003, 0, 1, 1, 2, 0},
    Term{0.00003, 0, -1, 1, 2, 0}, Term{-0.00002, 0, -1, 1, -2, 0}, Term{-0.00002, 0, 1, 3, 0, 0},
    Term{0.00002, 0, 0, 4, 0, 0}};

/// A planetary argument: its value at k = 0, its change a lunation, its coefficient.
struct Planetary {
    double at_zero, a_lunation, coefficient;
};

constexpr std::array planetary{
    Planetary{299.77, 0.107408, 0.000325},  Planetary{251.88, 0.016321, 0.000165},
    Planetary{251.83, 26.651886, 0.000164}, Planetary{349.42, 36.412478, 0.000126},
    Planetary{84.66, 18.206239, 0.000110},  Planetary{141.74, 53.303771, 0.000062},
    Planetary{207.14, 2.453732, 0.000060},  Planetary{154.84, 7.306860, 0.000056},
    Planetary{34.52, 27.261239, 0.000047},  Planetary{207.19, 0.121824, 0.000042},
    Planetary{291.34, 1.844379, 0.000040},  Planetary{161.72, 24.198154, 0.000037},
    Planetary{239.56, 25.513099, 0.000035}, Planetary{331.55, 3.592518, 0.000023}};

constexpr double first_new_moon = 2451550.09766;
constexpr double synodic_month = 29.530588861;

/// Julian Ephemeris Date of a new moon by Meeus' series.
double by_series(int lunation) {
    const double k = lunation;
    const double t = k / 1236.85;
    const double t2 = t * t;
    const double t3 = t2 * t;
    const double t4 = t3 * t;
    const double e = 1 - 0.002516 * t - 0.0000074 * t2;
    const double sun = 2.5534 + 29.10535670 * k - 0.0000014 * t2 - 0.00000011 * t3;
    const double moon =
        201.5643 + 385.81693528 * k + 0.0107582 * t2 + 0.00001238 * t3 - 0.000000058 * t4;
    const double latitude =
        160.7108 + 390.67050284 * k - 0.0016118 * t2 - 0.00000227 * t3 + 0.000000011 * t4;
    const double node = 124.7746 - 1.56375588 * k + 0.0020672 * t2 + 0.00000215 * t3;
    double date = first_new_moon + synodic_month * k + 0.00015437 * t2 - 0.000000150 * t3 +
                  0.00000000073 * t4;
    for (const auto& term : terms)
        date += term.coefficient * std::pow(e, term.e) *
                sine(term.m * sun + term.m1 * moon + term.f * latitude + term.node * node);
    for (const auto& term : planetary)
        date += term.coefficient * sine(term.at_zero + term.a_lunation * k);
    // The first planetary argument has a quadratic part as well.
    const auto& first = planetary.front();
    const double linear = first.at_zero + first.a_lunation * k;
    return date + first.coefficient * (sine(linear - 0.009173 * t2) - sine(linear));
}

double centuries_since_2000(double julian_date) { return (julian_date - 2451545.0) / 36525.0; }

/// How far the equinox has gone since 2000, in degrees (Lieske 1976).
double precession(double ephemeris_date) {
    const double t = centuries_since_2000(ephemeris_date);
    return (5029.0966 * t + 1.11113 * t * t) / 3600.0;
}

/// Longitude of the sun from the mean equinox of 2000, aberration included, in degrees.
double solar_longitude_of_2000(double ephemeris_date) {
    ln_helio_posn position{};
    ln_get_solar_geom_coords(ephemeris_date, &position);
    constexpr double aberration = 20.4898 / 3600.0;
    return position.L - aberration / position.R;
}

/// How far the moon is ahead of the sun, -180 to 180 degrees.
double elongation(double ephemeris_date) {
    // Terms below 1e-7 change the new moon by less than a second and cost ten times the rest.
    constexpr double precision = 1e-7;
    ln_lnlat_posn moon{};
    ln_get_lunar_ecl_coords(ephemeris_date, &moon, precision);
    // libnova gives sun and moon from the same equinox, that of 2000.
    return std::remainder(moon.lng - solar_longitude_of_2000(ephemeris_date), 360.0);
}

double refined(double ephemeris_date) {
    // The moon gains about 12.19 degrees a day on the sun; the series is near enough for three
    // steps to leave less than a tenth of a second.
    constexpr double gain_a_day = 12.190749;
    for (int step = 0; step < 3; ++step) ephemeris_date -= elongation(ephemeris_date) / gain_a_day;
    return ephemeris_date;
}

/// Whether the series alone cannot tell on which side of midnight of UTC+7 the instant lies.
bool near_midnight(Instant instant) {
    constexpr std::chrono::seconds near{20};
    const auto local = instant + std::chrono::hours{7} + near;
    return local - std::chrono::floor<std::chrono::days>(local) < 2 * near;
}

Instant universal(double ephemeris_date) {
    const Instant dynamical = instant_of(ephemeris_date);
    return instant_of(ephemeris_date - delta_t(dynamical) / seconds_a_day);
}

}  // namespace

double delta_t(Instant instant) {
    const double year = 2000.0 + (julian_date(instant) - 2451544.5) / 365.2425;
    const auto polynomial = [](double t, std::initializer_list<double> coefficients) {
        double value = 0;
        double power = 1;
        for (const double c : coefficients) {
            value += c * power;
            power *= t;
        }
        return value;
    };
    if (year < 1900)
        return polynomial(year - 1860,
                          {7.62, 0.5737, -0.251754, 0.01680668, -0.0004473624, 1.0 / 233174});
    if (year < 1920)
        return polynomial(year - 1900, {-2.79, 1.494119, -0.0598939, 0.0061966, -0.000197});
    if (year < 1941) return polynomial(year - 1920, {21.20, 0.84493, -0.076100, 0.0020936});
    if (year < 1961) return polynomial(year - 1950, {29.07, 0.407, -1.0 / 233, 1.0 / 2547});
    if (year < 1986) return polynomial(year - 1975, {45.45, 1.067, -1.0 / 260, -1.0 / 718});
    if (year < 2005)
        return polynomial(year - 2000,
                          {63.86, 0.3345, -0.060374, 0.0017275, 0.000651814, 0.00002373599});
    if (year < 2050) return polynomial(year - 2000, {62.92, 0.32217, 0.005589});
    const double u = (year - 1820) / 100;
    const double parabola = -20 + 32 * u * u;
    return year < 2150 ? parabola - 0.5628 * (2150 - year) : parabola;
}

int lunation_near(Day day) {
    const double date = unix_epoch + static_cast<double>(day.time_since_epoch().count());
    return static_cast<int>(std::lround((date - first_new_moon) / synodic_month));
}

Instant new_moon(int k) {
    const double date = by_series(k);
    const Instant instant = universal(date);
    return near_midnight(instant) ? universal(refined(date)) : instant;
}

double solar_longitude_by_formula(Instant instant) {
    const double date = julian_date(instant) + delta_t(instant) / seconds_a_day;
    const double t = centuries_since_2000(date);
    const double mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t;
    const double anomaly = 357.52911 + 35999.05029 * t - 0.0001537 * t * t;
    const double center = (1.914602 - 0.004817 * t - 0.000014 * t * t) * sine(anomaly) +
                          (0.019993 - 0.000101 * t) * sine(2 * anomaly) +
                          0.000289 * sine(3 * anomaly);
    const double node = 125.04 - 1934.136 * t;
    return within_circle(mean + center - 0.00569 - 0.00478 * sine(node));
}

double solar_longitude(Instant instant) {
    const double date = julian_date(instant) + delta_t(instant) / seconds_a_day;
    ln_nutation nutation{};
    ln_get_nutation(date, &nutation);
    return within_circle(solar_longitude_of_2000(date) + precession(date) + nutation.longitude);
}

int solar_sector(Instant instant) {
    constexpr double twelfth = 30.0;
    constexpr double doubtful = 0.05;
    const double longitude = solar_longitude_by_formula(instant);
    const bool near_border = std::abs(std::remainder(longitude, twelfth)) < doubtful;
    return static_cast<int>((near_border ? solar_longitude(instant) : longitude) / twelfth);
}

}  // namespace nhaclich::calendar::sky
