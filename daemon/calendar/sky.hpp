// Where sun and moon stand, as far as the lunar calendar asks: new moons, and which twelfth of its
// way the sun is in.
// In: a lunation number or an instant of 1899 to 2200. Out: an instant, or a number 0 to 11.
#pragma once

#include "base/instant.hpp"

namespace nhaclich::calendar::sky {

/// The new moon with lunation number `k` (0 = 6 January 2000), in UTC. First by Meeus' series
/// (Astronomical Algorithms, ch. 49; measured against PyEphem at most 18 s off in these years);
/// where that lies within 20 s of midnight of UTC+7, by ELP 2000-82B and VSOP87 (libnova).
Instant new_moon(int k);

/// The lunation whose new moon is the nearest to `day`.
int lunation_near(Day day);

/// Which twelfth of its way the sun is in, by apparent geocentric longitude: 0 from the March
/// equinox on, 9 from the December solstice on. First by Meeus' formula (ch. 25, measured against
/// VSOP87 right to 0.011 degrees); within 0.05 degrees of a border by VSOP87 (libnova).
int solar_sector(Instant instant);

/// Terrestrial minus universal time in seconds: the polynomials of Espenak and Meeus (NASA, Five
/// Millennium Canon of Solar Eclipses).
double delta_t(Instant instant);

/// Apparent geocentric longitude of the sun in degrees, 0 to 360 (VSOP87, nutation, aberration).
double solar_longitude(Instant instant);
double solar_longitude_by_formula(Instant instant);  ///< the same by Meeus' ch. 25

}  // namespace nhaclich::calendar::sky
